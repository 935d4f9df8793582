import { useTranslations } from 'next-intl'
import { ArrowDown, ArrowUp } from '../ui/icons'
import { AppLink } from './app-link'

type SortHeadProps = {
  /** The list in the order that the head asks for. */
  href: string
  label: string
  /** Which way the list is sorted by this column now; null when by another. */
  order: 'ascending' | 'descending' | null
  /** For figures, which end where the column ends. */
  end?: boolean
}

/** A column by which a list can be sorted: a link, so that the order is in the address. */
export function SortHead({ href, label, order, end = false }: SortHeadProps) {
  const t = useTranslations('sorting')
  const Icon = order === 'descending' ? ArrowDown : ArrowUp
  return (
    <th role="columnheader" scope="col" className={end ? 'sm:text-end' : undefined} aria-sort={order ?? undefined}>
      <AppLink href={href}>
        {label}
        {order && (
          <>
            <Icon aria-hidden className="size-3.5" />
            <span className="sr-only">{t(order)}</span>
          </>
        )}
      </AppLink>
    </th>
  )
}
