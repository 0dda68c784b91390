/** Vite takes the style sheet into a file of its own. */
declare module "*.css";
