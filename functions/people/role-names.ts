import type { Role } from "./contract.ts";

export type { WhoAmI } from "./contract.ts";

/** The words of the interface for the roles; apart from the contract, so that pages need not load its schemas. */
export const roleNames: Record<Role, string> = {
  unit: "基层单位",
  cadre: "部内干部",
  lead: "组室负责人",
  editor: "编辑(审核)",
  director: "部领导",
  admin: "系统管理员",
};
