import { expect, test } from 'vitest'
import { CLASS_PAGES, WRITE_CLASSES } from './support-class'

const EXAMPLES = {
  contacts: ['/contacts', '/contacts/new', '/contacts/3', '/contacts/3/remove'],
  profile: ['/profile/details'],
  cancellations: ['/services/3/cancel', '/services/3/withdraw'],
  services: ['/services/3/name'],
} as const
const OTHERS = [
  '/',
  '/contactsx',
  '/profile',
  '/profile/contact',
  '/profile/details/x',
  '/services/3',
  '/people',
  '/cancellations',
]

test.each(WRITE_CLASSES)('%s opens the forms of its own pages', (kind) => {
  const all = [...Object.values(EXAMPLES).flat(), ...OTHERS]
  expect(all.filter((path) => path.match(CLASS_PAGES[kind]))).toEqual(EXAMPLES[kind])
})
