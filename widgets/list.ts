import "./materials/element.tsx";
import "./core/page-api.ts";
