import "./materials/element.tsx";
