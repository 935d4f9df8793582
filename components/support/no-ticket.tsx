import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'

/** Nobody enters an account without a ticket that is open. */
export function NoTicket({ text, back }: { text: string; back: { href: string; label: string } }) {
  return (
    <>
      <Banner tone="info" title={text} />
      <p className="mt-4">
        <AppLink href={back.href} className="inline-flex min-h-11 items-center">
          {back.label}
        </AppLink>
      </p>
    </>
  )
}
