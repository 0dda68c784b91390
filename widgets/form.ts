import "./feedback/element.tsx";
