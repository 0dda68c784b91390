import guide from "./guide/guide.css?inline";

export default guide;
