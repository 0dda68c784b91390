import "./materials/element.tsx";
import "./feedback/element.tsx";
