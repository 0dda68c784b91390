import "./admin/element.ts";
