/** Folders in a project that tools make: nobody's work. */
export const isToolFolder = (name: string): boolean =>
  /^(?:\.venv|venv|\.git|\.bridgecraft|\.hypothesis|\.ipynb_checkpoints|\.[a-z]+_cache|__pycache__|node_modules)$/u.test(
    name,
  );
