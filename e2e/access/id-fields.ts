import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** Fields of forms that hold an id, as the source declares them: `name: idText(…)`. */
export type IdField = { readonly file: string; readonly name: string }

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file))
}

function mentionsIdText(node: ts.Node): boolean {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'idText') return true
  return ts.forEachChild(node, mentionsIdText) ?? false
}

function fieldsOf(file: string): IdField[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: IdField[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && !holdsFields(node.initializer) && mentionsIdText(node.initializer)) {
      found.push({ file, name: node.name.getText() })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** `input: z.strictObject({ account: idText(…) })` is no id field; what stands inside it is. */
function holdsFields(node: ts.Node): boolean {
  if (ts.isObjectLiteralExpression(node)) return true
  return ts.forEachChild(node, holdsFields) ?? false
}

export function declaredIdFields(): IdField[] {
  return [...sources('app'), ...sources('lib/schemas')].flatMap(fieldsOf)
}
