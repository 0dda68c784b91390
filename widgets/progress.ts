import "./progress/element.tsx";
import "./core/page-api.ts";
