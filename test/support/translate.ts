/** `vscode.l10n.t` without a translation. */
export const translate = (message: string, ...args: (string | number)[]): string =>
  message.replaceAll(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));
