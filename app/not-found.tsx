import { BrandMark } from '@/components/layout/brand'
import { NotFound } from '@/components/layout/not-found'
import { brand } from '@/server/brand'

/** Outside the shell: an address that no page has. */
export default function RootNotFound() {
  return (
    <main id="main" className="mx-auto max-w-[40rem] space-y-8 px-4 py-8 sm:py-16">
      <div className="flex">
        <BrandMark brand={brand()} />
      </div>
      <NotFound brandName={brand().name} />
    </main>
  )
}
