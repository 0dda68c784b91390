import "./materials/element.tsx";
import "./feedback/element.tsx";
import "./core/page-api.ts";
