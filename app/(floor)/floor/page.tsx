import { emptyPage } from '@/server/page'

/** What a page costs before it does anything: `npm run bench` measures the others against it. Holds nothing. */
export default async function FloorPage() {
  await emptyPage()
  return null
}
