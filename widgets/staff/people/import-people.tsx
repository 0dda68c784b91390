import type { PersonImportAnswer, PersonRow } from "../../../functions/people/import-contract.ts";
import { roleNames } from "../../../functions/people/role-names.ts";
import { api } from "../shell/api.ts";
import { ImportScreen, type ImportKind } from "./import-screen.tsx";
import { LinksList } from "./links-list.tsx";
import { personSentence } from "./texts.ts";
import { useChoices } from "./use-choices.ts";

const kind: ImportKind<keyof PersonRow, PersonImportAnswer> = {
  title: "导入人员",
  list: { path: "/people", name: "人员" },
  unit: "人",
  draft: "people-import",
  columns: [
    {
      field: "name",
      label: "姓名",
      headings: ["姓名", "名字", "名称"],
      needed: true,
      hint: "必填，最多 30 个字",
    },
    {
      field: "login",
      label: "用户名",
      headings: ["用户名", "账号", "帐号", "登录名", "账户"],
      needed: true,
      hint: "必填，字母和数字，2 到 32 个字符，不能与别人相同",
    },
    {
      field: "roles",
      label: "角色",
      headings: ["角色", "权限", "身份"],
      needed: true,
      wide: true,
      hint: "必填：部内干部、组室负责人、编辑(审核)、部领导、基层单位、系统管理员；几个角色用顿号隔开",
    },
    { field: "office", label: "组室", headings: ["组室", "科室", "部门", "处室"], hint: "组室负责人必填，写设置里的组室名称" },
    { field: "unit", label: "单位", headings: ["单位", "基层单位", "单位名称", "所属单位"], hint: "角色是基层单位的必填，写单位名称" },
  ],
  examples: [
    ["张三（示例，请删去）", "zhangsan", "部内干部", "组织科", ""],
    ["李四（示例，请删去）", "lisi", "组室负责人、部内干部", "干部科", ""],
  ],
  sentence: personSentence,
  send: (rows, dryRun, key) => api<PersonImportAnswer>("POST", "/api/staff/people/import", { rows, dryRun }, { key }),
  done: ({ created }) => <LinksList links={created} />,
};

/** #/people/import; units and 组室 are offered in the cells as soon as they are here. */
export default function ImportPeopleScreen() {
  const { value } = useChoices();
  const choices: Partial<Record<keyof PersonRow, string[]>> = {
    roles: Object.values(roleNames),
    office: value?.offices ?? [],
    unit: value?.units.filter(({ retired }) => !retired).map(({ name }) => name) ?? [],
  };
  const columns = kind.columns.map((column) => ({ ...column, choices: choices[column.field] ?? [] }));
  return <ImportScreen kind={{ ...kind, columns }} />;
}
