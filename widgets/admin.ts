import "./admin/element.ts";
import "./core/page-api.ts";
