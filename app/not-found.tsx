import { NotFound } from '@/components/layout/not-found'
import { brand } from '@/server/brand'

/** Outside the shell: an address that no page has. */
export default function RootNotFound() {
  return (
    <main id="main" className="mx-auto max-w-[40rem] px-4 py-16">
      <NotFound brandName={brand().name} />
    </main>
  )
}
