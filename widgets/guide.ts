import "./guide/guide.ts";
