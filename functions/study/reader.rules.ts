import type { WhoAmI } from "../people/contract.ts";

/** Whose a note, task result or visit is. */
export interface Owner {
  by: string;
  office: string;
}

/**
 * Who may read what a person has written: the author, the lead of the author's 组室, the director. An empty 组室 is nobody's.
 * System administrators see no more content than they must, so they are not among them.
 */
export function mayRead(reader: WhoAmI, { by, office }: Owner): boolean {
  if (reader.id === by || reader.roles.includes("director")) return true;
  return office !== "" && reader.office === office && reader.roles.includes("lead");
}

/** Whether somebody belongs to those who study: 部内干部 and 组室负责人 with an open account. */
export function studies({ roles, disabled = false }: Pick<WhoAmI, "roles"> & { disabled?: boolean }): boolean {
  return !disabled && (roles.includes("cadre") || roles.includes("lead"));
}
