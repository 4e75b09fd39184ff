/** What the learner has chosen as their Python: in our setting, or in the Python extension through its public API. */
import * as vscode from 'vscode';
import type { PythonChoice } from './check-service';

/** The part of the public API of ms-python.python that is used here. */
interface PythonExtensionApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(environment: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
  };
}

/** Undefined when the extension is not installed, chose nothing, or its API fails: the resolver then goes on without. */
async function pythonOfExtension(resource: vscode.Uri, onlyIfActive: boolean): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtensionApi>('ms-python.python');
  if (!extension || (onlyIfActive && !extension.isActive)) return undefined;
  try {
    const { environments } = await extension.activate();
    const environment = await environments?.resolveEnvironment(environments.getActiveEnvironmentPath(resource));
    return environment?.executable.uri?.fsPath;
  } catch {
    return undefined;
  }
}

/** The setting first, then the Python extension. A `.venv` of the folder comes between them; the resolver sees to that. */
export async function pythonChoice(
  resource: vscode.Uri,
  options: { readonly onlyIfActive?: boolean } = {},
): Promise<PythonChoice> {
  const pythonSetting = vscode.workspace.getConfiguration('bridgecraft', resource).get<string>('pythonPath')?.trim();
  if (pythonSetting) return { pythonSetting };
  const pythonExtension = await pythonOfExtension(resource, options.onlyIfActive ?? false);
  return pythonExtension === undefined ? {} : { pythonExtension };
}
