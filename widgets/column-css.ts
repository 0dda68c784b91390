// The plain pages' one style sheet: the widgets' own, then what a whole page needs.
import answers from "./core/answers.css?inline";
import base from "./core/base.css?inline";
import column from "./core/column.css?inline";
import detail from "./materials/detail.css?inline";
import progress from "./progress/progress.css?inline";
import form from "./feedback/form.css?inline";
import list from "./materials/list.css?inline";
import more from "./feedback/more.css?inline";

// There is no host around the plain pages.
const own = base.replace(/:host[^}]*\}/g, "");

export default [own, list, answers, detail, form, more, progress, column].join("\n");
