import type { ReactNode } from 'react'

export function Card({ className = '', children }: { className?: string; children: ReactNode }) {
  return (
    <div data-card className={`rounded-lg border border-line bg-bg p-4 sm:p-6 ${className}`}>
      {children}
    </div>
  )
}

/** A card with a heading that names its region. */
export function Section({
  id,
  title,
  aside,
  flush = false,
  className = '',
  children,
}: {
  id: string
  title: string
  aside?: ReactNode
  flush?: boolean
  className?: string
  children: ReactNode
}) {
  return (
    <section
      data-card
      aria-labelledby={id}
      className={`overflow-hidden rounded-lg border border-line bg-bg ${className}`}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 pt-4 sm:px-6 sm:pt-5">
        <h2 id={id} className="text-h3">
          {title}
        </h2>
        {aside}
      </div>
      <div className={flush ? 'pt-3' : 'px-4 pt-3 pb-4 sm:px-6 sm:pb-6'}>{children}</div>
    </section>
  )
}
