import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/**
 * Every door of the portal, as the source declares it: a page by its `read` or `panel`, a route by `forRoute`, an
 * action by what its actions.ts exports. A page or route that goes through no door is an error here.
 */
export type Endpoint = {
  readonly kind: 'page' | 'route' | 'action'
  /** The address of a page or route, the name of an action. */
  readonly name: string
  readonly file: string
  readonly exportedName?: string
  readonly door: string
  /** What it asks of its caller, one for each door. */
  readonly needs: readonly string[]
  /** What an agent in a customer's account may do there: `read`, a class of changes, `never`; `-` where it is no customer's. */
  readonly support: string
}

const PAGE_DOORS: Readonly<Record<string, string | null>> = {
  read: null,
  panel: null,
  readSession: 'session',
  sessionPanel: 'session',
  signedInPage: 'signed-in',
  publicPage: 'public',
  emptyPage: 'public',
  agentRead: null,
  agentPanel: null,
  agentEntrance: 'public',
}
const ROUTE_DOORS: Readonly<Record<string, string | null>> = {
  forRoute: null,
  forHandover: null,
  forSession: 'session',
  publicRoute: 'public',
  agentRoute: null,
}
const ACTION_DOORS: Readonly<Record<string, string | null>> = {
  action: null,
  handoverAction: null,
  sessionAction: 'session',
  publicAction: 'public',
  agentAction: null,
  agentAnswer: null,
}

/** What each door lets an agent do; null where the definition itself must say. */
const SUPPORT: Readonly<Record<string, string | null>> = {
  read: 'read',
  panel: 'read',
  readSession: 'never',
  sessionPanel: 'never',
  signedInPage: 'read',
  forRoute: null,
  forHandover: 'never',
  action: null,
  handoverAction: 'never',
  sessionAction: 'never',
  publicAction: 'never',
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? files(path) : [path]
  })
}

function calls(source: ts.SourceFile): ts.CallExpression[] {
  const found: ts.CallExpression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function callee(call: ts.CallExpression): string {
  return ts.isIdentifier(call.expression) ? call.expression.text : ''
}

/** The text of a property of the object that a call is given: `needs: 'invoices'`. */
function property(call: ts.CallExpression, name: string): string | null {
  const [first] = call.arguments
  if (!first || !ts.isObjectLiteralExpression(first)) return null
  for (const member of first.properties) {
    const named = ts.isPropertyAssignment(member) && ts.isIdentifier(member.name) && member.name.text === name
    if (named && ts.isStringLiteral(member.initializer)) return member.initializer.text
  }
  return null
}

/** @throws Error for what does not say whether an agent in the account may have it */
function supportOf(file: string, door: string, call: ts.CallExpression): string {
  const fixed = SUPPORT[door]
  if (fixed === undefined) return '-'
  const said = fixed ?? property(call, 'support')
  if (!said) throw new Error(`${file}: ${door} says nothing about support agents`)
  return property(call, 'underGrant') === 'allowed' ? '-' : said
}

function firstText(call: ts.CallExpression): string | null {
  const [first] = call.arguments
  return first && ts.isStringLiteral(first) ? first.text : null
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
}

/** `app/(portal)/invoices/[invoiceId]/page.tsx` is `/invoices/[invoiceId]`. */
function addressOf(file: string): string {
  const parts = file.split(/[\\/]/).slice(1, -1)
  return `/${parts.filter((part) => !part.startsWith('(')).join('/')}`
}

function declared(
  file: string,
  doors: Readonly<Record<string, string | null>>,
): { door: string; needs: string; support: string }[] {
  return calls(parse(file)).flatMap((call) => {
    const door = callee(call)
    const fixed = doors[door]
    if (fixed === undefined) return []
    const needs = fixed ?? property(call, 'needs') ?? firstText(call)
    if (!needs) throw new Error(`${file}: ${door} says nothing about what it needs`)
    return [{ door, needs, support: supportOf(file, door, call) }]
  })
}

function placed(kind: 'page' | 'route', file: string): Endpoint {
  const found = declared(file, kind === 'page' ? PAGE_DOORS : ROUTE_DOORS)
  const [first] = found
  if (!first) throw new Error(`${file} goes through no door`)
  const needs = [...new Set(found.map((one) => one.needs))]
  const each = (of: 'door' | 'support') => [...new Set(found.map((one) => one[of]))].join(' + ')
  return { kind, name: addressOf(file), file, door: each('door'), needs, support: each('support') }
}

function actionsOf(file: string): Endpoint[] {
  return parse(file).statements.flatMap((statement) => {
    const exported =
      ts.isVariableStatement(statement) && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (!exported) return []
    return statement.declarationList.declarations.map((declaration): Endpoint => {
      const call = declaration.initializer
      const door = call && ts.isCallExpression(call) ? callee(call) : ''
      const fixed = ACTION_DOORS[door]
      const name = call && ts.isCallExpression(call) ? property(call, 'name') : null
      const needs = fixed ?? (call && ts.isCallExpression(call) ? property(call, 'needs') : null)
      const exportedName = declaration.name.getText()
      const through = call && ts.isCallExpression(call) && fixed !== undefined
      if (!through || !name || !needs) throw new Error(`${file}: ${exportedName} goes through no door`)
      const support = supportOf(file, door, call)
      return { kind: 'action', name, file, exportedName, door, needs: [needs], support }
    })
  })
}

/** @throws Error naming the file that opens an address without a door. */
export function listEndpoints(): Endpoint[] {
  const all = files('app')
  return [
    ...all.filter((file) => /[\\/]page\.tsx$/.test(file)).map((file) => placed('page', file)),
    ...all.filter((file) => /[\\/]route\.ts$/.test(file)).map((file) => placed('route', file)),
    ...all.filter((file) => /[\\/]actions\.ts$/.test(file)).flatMap(actionsOf),
  ].sort((a, b) => `${a.kind} ${a.name}`.localeCompare(`${b.kind} ${b.name}`))
}

/** The committed permission matrix: a new endpoint, or another permission, is a changed line in review. */
export function permissionMatrix(endpoints: readonly Endpoint[]): string {
  const rows = endpoints.map(
    ({ kind, name, door, needs, support }) => `| ${kind} | \`${name}\` | ${needs.join(', ')} | ${door} | ${support} |`,
  )
  return [
    '# Permission matrix',
    '',
    'Every page, route and action, and what it asks of its caller. Made from the source by `scripts/endpoints.ts`; a test',
    'fails when this file, the source and the build differ. Update it with `npx vitest run scripts/endpoints.test.ts -u`.',
    '',
    '`public`: anybody · `session`: signed in, no account chosen yet · `signed-in`: an account, any of its people ·',
    '`owner`: the account’s owner · `agent`: a support agent, who is nobody’s customer · `lead`: an agent with that role ·',
    'all others: one of WHMCS’s 13 permissions (the owner holds them all).',
    '',
    '`support`: what an agent in a customer’s account may do there. `read`: with the first grant, on record · `contacts`,',
    '`profile`, `cancellations`, `services`: with the second grant of that class · `never` · `-`: nothing of a customer’s.',
    '',
    '| kind | name | needs | door | support |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

const AGENTS = new Set(['agent', 'lead'])

/** The same for the running portal, which has no source to read: what a person's permissions open is told from it. */
export function endpointModule(endpoints: readonly Endpoint[]): string {
  // What an agent needs is nothing that a customer can hold.
  const open = endpoints.filter(({ kind, needs }) => kind !== 'action' && !needs.some((need) => AGENTS.has(need)))
  const rows = open.map(({ name, needs }) => {
    const asked = needs.map((need) => `'${need}'`).join(', ')
    return `  { name: '${name}', needs: [${asked}] },`
  })
  return [
    '/** Every page and route, and what it asks of its caller. Made by `vitest run scripts/endpoints.test.ts -u`: never by hand. */',
    'export const ENDPOINTS = [',
    ...rows,
    '] as const',
    '',
  ].join('\n')
}
