/** Whether a path with forward slashes stays inside the folder that it is relative to. */
export const isInside = (path: string): boolean =>
  path !== '' &&
  !/^([/\\]|[A-Za-z]:)/.test(path) &&
  !/[\0\\]/.test(path) &&
  path.split('/').every((part) => part !== '..' && part !== '');
