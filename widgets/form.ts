import "./feedback/element.tsx";
import "./core/page-api.ts";
