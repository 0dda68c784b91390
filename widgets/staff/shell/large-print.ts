const KEY = "gxjt:large";

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === "1";
  } catch {
    return false;
  }
}

export const isLarge = (): boolean => document.documentElement.classList.contains("large");

/** 大字: everything a quarter larger, remembered on the device. */
export function setLarge(large: boolean): void {
  document.documentElement.classList.toggle("large", large);
  try {
    localStorage.setItem(KEY, large ? "1" : "");
  } catch {
    // Then it holds for this visit.
  }
}

if (remembered()) document.documentElement.classList.add("large");
