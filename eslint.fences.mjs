// The fences: who may import whom, and what may stand where. Each rule carries the sentence that explains it.
// A later block replaces an earlier one for the same rule and files: keep them from wide to narrow.
// `eslint.fences.test.ts` lints strings against this file, so that a fence cannot rust unseen.

const TS = ['**/*.{ts,tsx}']
const OURS = [
  'app/**',
  'components/**',
  'lib/**',
  'server/**',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'i18n/**',
]
const TESTS = ['**/*.test.ts', '**/*.spec.ts', 'e2e/**']

/** Each pair is what may not be imported, and why. One call names all bans of its files: a later one would replace it. */
const forbid = (files, ...bans) => ({
  files,
  ignores: ['**/*.test.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: bans.map(([group, message, allowTypeImports = false]) => ({ group, message, allowTypeImports })) },
    ],
  },
})

const NEXT_LINK = [
  ['next/link'],
  'Use AppLink: it fetches nothing ahead, shows that the page is on its way, and costs a list nothing.',
]
const PERMIT = [['@/server/access/permitted'], 'Only the doors make a Permitted: import its type.', true]
const ADMIT = [
  ['@/server/agents/admitted', './admitted'],
  'Only the agents’ doors make an Admitted: import its type.',
  true,
]
const READ_ONLY = [
  ['@/server/whmcs/installations', '@/server/access/**', '@/server/operations/**'],
  'An agent gets WHMCS from their door, to read only, and is never a customer.',
]
const MARK_OWNED = [
  ['@/server/whmcs/owned'],
  'Only server/access/ownership.ts makes an Owned id: import its type.',
  true,
]

const NO_STYLE_PROP = {
  selector: 'JSXAttribute[name.name="style"]',
  message: 'A style attribute breaks the content security policy and is dropped: use a class.',
}
const NO_INNER_HTML = {
  selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
  message: 'Markup is never injected. Text is text; WHMCS HTML goes into a sandboxed document.',
}
const NO_ENV = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Only server/env.ts reads the environment: it is parsed once, at start.',
}
const NO_USE_SERVER = {
  selector: 'ExpressionStatement[directive="use server"], ExpressionStatement > Literal[value="use server"]',
  message: "'use server' opens a public endpoint: it stands only in app/**/actions.ts.",
}
const NO_PHYSICAL_CLASS = {
  selector:
    'Literal[value=/(?:^|\\s)(?:[a-z0-9-]+:)*(?:-?(?:m|p)[lr]-|-?(?:left|right)-\\d|text-(?:left|right)(?:\\s|$)|(?:border|rounded)-[lr](?:-|\\s|$))/]',
  message: 'Arabic reads from the right: use logical classes (ms-, me-, ps-, pe-, start-, end-).',
}
const NO_TITLE = {
  selector: 'JSXOpeningElement[name.name="title"]',
  message: 'Use PageTitle: under a grant it says that support is inside.',
}
const ACTIONS_GO_THROUGH_THE_DOOR = {
  selector:
    'ExportNamedDeclaration > FunctionDeclaration, ExportDefaultDeclaration, ExportNamedDeclaration > VariableDeclaration > VariableDeclarator[init.type!="CallExpression"], ExportNamedDeclaration > VariableDeclaration > VariableDeclarator[init.callee.name!=/^(action|agentAction|agentAnswer|handoverAction|publicAction|sessionAction)$/]',
  message:
    'What an actions.ts exports is a public endpoint: make it with action(), handoverAction(), sessionAction(), publicAction(), agentAction() or agentAnswer().',
}

export const fences = [
  {
    files: TS,
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    files: TESTS,
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: OURS.map((place) => (place.endsWith('**') ? `${place}/*.{ts,tsx}` : place)),
    ignores: TESTS,
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        NO_STYLE_PROP,
        NO_INNER_HTML,
        NO_ENV,
        NO_USE_SERVER,
        NO_PHYSICAL_CLASS,
        NO_TITLE,
      ],
    },
  },
  {
    files: ['components/layout/page-title.tsx'],
    rules: {
      'no-restricted-syntax': ['error', NO_STYLE_PROP, NO_INNER_HTML, NO_ENV, NO_USE_SERVER, NO_PHYSICAL_CLASS],
    },
  },
  {
    files: ['server/env.ts', 'next.config.js', 'instrumentation.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['app/**/actions.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_ENV, ACTIONS_GO_THROUGH_THE_DOOR] },
  },
  forbid(
    ['components/**/*.{ts,tsx}'],
    [['@/app/**', '@/server/**'], 'components/ get data and actions as props.'],
    NEXT_LINK,
  ),
  forbid(
    ['components/ui/**/*.{ts,tsx}'],
    [
      ['@/app/**', '@/server/**', '@/lib/schemas/**', 'next', 'next/**'],
      'components/ui knows no nouns and no framework.',
    ],
  ),
  forbid(
    ['app/**/*.{ts,tsx}'],
    [['@/server/whmcs/**', '@/server/store/**', '@/server/access/**'], 'Go through a use case.'],
    NEXT_LINK,
  ),
  forbid(
    ['server/use-cases/**/*.ts'],
    [['@/app/**', '@/components/**', 'next', 'next/**', 'react'], 'Use cases do not know Next.'],
    PERMIT,
    MARK_OWNED,
  ),
  // The support agents' own use cases and doors.
  forbid(
    ['server/agents/**/*.{ts,tsx}'],
    [['@/app/**', '@/components/**'], 'Agents’ use cases show nothing.'],
    READ_ONLY,
    ADMIT,
  ),
  forbid(
    ['server/agents/{page.tsx,action.ts,route.ts}'],
    [['@/app/**', '@/components/**'], 'Doors show nothing of their own.'],
    READ_ONLY,
  ),
  forbid(
    ['server/agents/connections.ts'],
    [['@/app/**', '@/components/**', '@/server/access/**'], 'The one place that makes connections that only read.'],
  ),
  forbid(
    ['server/whmcs/**/*.ts'],
    [
      [
        '@/app/**',
        '@/components/**',
        '@/server/access/**',
        '@/server/use-cases/**',
        '@/server/store/**',
        'next',
        'next/**',
      ],
      'The WHMCS module knows WHMCS and nothing above it.',
    ],
  ),
  forbid(
    ['server/store/**/*.ts'],
    [
      [
        '@/app/**',
        '@/components/**',
        '@/server/access/**',
        '@/server/use-cases/**',
        '@/server/whmcs/**',
        'next',
        'next/**',
      ],
      'The store keeps the portal’s own rows and knows nothing above it.',
    ],
  ),
  forbid(
    ['lib/**/*.ts'],
    [
      ['@/app/**', '@/components/**', '@/server/**', 'next', 'next/**', 'react'],
      'lib/ runs anywhere and knows nobody.',
    ],
  ),
  forbid(['sandbox/**/*.ts'], [['@/**'], 'The sandbox is a WHMCS: it shares nothing with the portal.']),
  // The brand makers: the only places that may say what a value is.
  {
    files: ['lib/ids.ts', 'server/access/permitted.ts', 'server/agents/admitted.ts', 'server/whmcs/owned.ts'],
    rules: { '@typescript-eslint/consistent-type-assertions': 'off' },
  },
]
