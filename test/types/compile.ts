import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

/**
 * Compiles the project's code with some files added or replaced, by their paths in the project, under the project's own
 * options. Names may be unused. Answers a function that tells what the compiler says about a file.
 */
export function compile(files: ReadonlyMap<string, string>): (file: string) => string[] {
  const options = projectOptions();
  const texts = new Map([...files].map(([file, text]) => [join(root, file), text]));
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = texts.get(path);
      return text === undefined ? disk.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return (file) => diagnose(program, join(root, file));
}

function projectOptions(): ts.CompilerOptions {
  const { config }: { config?: unknown } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, root).options, noUnusedLocals: false, noUnusedParameters: false };
}

/** Each complaint as `TS2741: text`. */
function diagnose(program: ts.Program, path: string): string[] {
  const source = program.getSourceFile(path);
  if (!source) throw new Error(`${path} is not compiled`);
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found.map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}
