/** The environment of every Python that Bridgecraft starts: made from a list, not inherited. */

/** What a program needs to find its home, its temporary files and its libraries; nothing that changes how it works. */
const kept: readonly string[] = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LANGUAGE', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR', 'LD_LIBRARY_PATH'],
  ...['DYLD_FALLBACK_LIBRARY_PATH', 'XDG_CACHE_HOME', 'HF_HOME', 'DOCKER_HOST', 'SSL_CERT_FILE'],
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'TEMP', 'TMP', 'USERPROFILE', 'USERNAME'],
  ...['HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)'],
  ...['PROGRAMW6432', 'COMMONPROGRAMFILES', 'NUMBER_OF_PROCESSORS', 'PROCESSOR_ARCHITECTURE'],
];

const ours: Readonly<Record<string, string>> = {
  PYTHONUTF8: '1',
  PYTHONDONTWRITEBYTECODE: '1',
  MPLBACKEND: 'Agg',
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1',
};

/** `PYTHON*` and `PYTEST*` of the person's own never get in; `more` comes last. */
export function pythonEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    // Windows spells them as it likes ("Path").
    if (value !== undefined && kept.includes(name.toUpperCase())) environment[name] = value;
  }
  return { ...environment, ...ours, ...more };
}
