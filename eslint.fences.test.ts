import { ESLint } from 'eslint'
import { beforeAll, expect, test } from 'vitest'

/** Lints strings as if they stood in a file: a fence that rusts is found here, not in review. */
let eslint: ESLint

beforeAll(() => {
  eslint = new ESLint()
})

async function messagesOf(filePath: string, code: string): Promise<string> {
  const [result] = await eslint.lintText(code, { filePath })
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId}: ${message}`).join('\n')
}

const FORBIDDEN = [
  ['components/invoices/x.tsx', "import { x } from '@/server/page'\nx()", 'get data and actions as props'],
  ['components/invoices/x.tsx', "import { x } from '@/app/actions'\nx()", 'get data and actions as props'],
  ['components/ui/x.tsx', "import { x } from '@/lib/schemas/invoice'\nx()", 'knows no nouns'],
  ['components/ui/x.tsx', "import { x } from 'next/navigation'\nx()", 'knows no nouns'],
  ['app/x/page.tsx', "import { x } from '@/server/whmcs/invoices'\nx()", 'Go through a use case'],
  ['app/x/page.tsx', "import { x } from '@/server/store/audit'\nx()", 'Go through a use case'],
  ['server/use-cases/x.ts', "import { x } from 'next/navigation'\nx()", 'Use cases do not know Next'],
  ['server/use-cases/x.ts', "import { x } from '@/components/ui/card'\nx()", 'Use cases do not know Next'],
  ['server/use-cases/x.ts', "import { x } from '@/server/access/permitted'\nx()", 'Only the doors make'],
  [
    'server/use-cases/x.ts',
    "import { markOwned } from '@/server/whmcs/owned'\nmarkOwned(1)",
    'Only server/access/ownership',
  ],
  ['server/whmcs/x.ts', "import { x } from '@/server/access/viewer'\nx()", 'nothing above it'],
  ['server/whmcs/x.ts', "import { x } from '@/server/use-cases/invoices'\nx()", 'nothing above it'],
  ['server/store/x.ts', "import { x } from '@/server/whmcs/client'\nx()", 'nothing above it'],
  ['lib/x.ts', "import { x } from '@/server/page'\nx()", 'knows nobody'],
  ['lib/x.ts', "import { x } from 'react'\nx()", 'knows nobody'],
  ['sandbox/x.ts', "import { x } from '@/lib/ids'\nx()", 'shares nothing with the portal'],
  ['server/use-cases/x.ts', 'export const x = process.env.SECRET', 'Only server/env.ts'],
  ['components/x.tsx', "'use server'\nexport const x = 1", 'stands only in app/**/actions.ts'],
  ['app/x/actions.ts', "'use server'\nexport async function x() {}", 'public endpoint'],
  ['app/x/actions.ts', "'use server'\nexport const x = 1", 'public endpoint'],
  ['app/x/actions.ts', "'use server'\nexport const x = helper({})", 'public endpoint'],
  ['components/x.tsx', 'export const X = () => <p style={{ color: "red" }}>1</p>', 'content security policy'],
  ['components/x.tsx', 'export const X = () => <title>1</title>', 'Use PageTitle'],
  ['components/x.tsx', 'export const X = () => <p dangerouslySetInnerHTML={{ __html: "" }} />', 'never injected'],
  ['components/x.tsx', 'export const X = () => <p className="ml-2">1</p>', 'logical classes'],
  ['components/x.tsx', 'export const X = () => <p className="sm:text-right">1</p>', 'logical classes'],
  ['components/x.tsx', "import Link from 'next/link'\nexport const X = () => <Link href='/'>1</Link>", 'AppLink'],
  ['server/x.ts', 'export const x = (value: string) => value as never', 'consistent-type-assertions'],
  ['server/x.ts', 'export const x = (value: string | null) => value!', 'no-non-null-assertion'],
  ['server/x.ts', 'export const x = (value: any) => value', 'no-explicit-any'],
  ['server/x.ts', 'console.log(1)', 'no-console'],
  ['server/x.ts', `export const x = [\n${'  1,\n'.repeat(260)}]`, 'max-lines'],
] as const

test.each(FORBIDDEN)('%s may not: %s', async (file, code, sentence) => {
  expect(await messagesOf(file, code)).toContain(sentence)
})

const ALLOWED = [
  ['app/x/actions.ts', "'use server'\n\nimport { action } from '@/server/action'\n\nexport const x = action({})\n"],
  ['components/x.tsx', 'export const X = () => <p className="ms-2 text-end">1</p>\n'],
  ['server/access/ownership.ts', "import { markOwned } from '@/server/whmcs/owned'\n\nexport const x = markOwned(1)\n"],
] as const

test.each(ALLOWED)('%s may: %s', async (file, code) => {
  expect(await messagesOf(file, code)).toBe('')
})
