import { AppLink } from './app-link'

type EmptyListProps = {
  /** What there is not yet, or not among what was asked for: two things, and two sentences. */
  text: string
  /** The way to everything, when something was filtered away. */
  all?: { readonly href: string; readonly label: string } | undefined
}

export function EmptyList({ text, all }: EmptyListProps) {
  return (
    <div className="rounded-lg border border-line p-6 sm:p-8" role="status">
      <p>{text}</p>
      {all && (
        <AppLink href={all.href} className="mt-2 inline-flex min-h-11 items-center">
          {all.label}
        </AppLink>
      )}
    </div>
  )
}
