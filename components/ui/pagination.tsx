import { ChevronLeft, ChevronRight } from './icons'
import { buttonClass } from './button'

type PaginationProps = {
  page: number
  pages: number
  hrefOf: (page: number) => string
  words: { label: string; previous: string; next: string; pageOf: (page: number) => string }
}

/** First, last, the current page and its neighbours; 0 stands for a gap. */
function shownPages(page: number, pages: number): number[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages)
  const unique = [...new Set(wanted)].sort((a, b) => a - b)
  return unique.flatMap((number, index) => {
    const before = unique[index - 1]
    return before !== undefined && number - before > 1 ? [0, number] : [number]
  })
}

export function Pagination({ page, pages, hrefOf, words }: PaginationProps) {
  if (pages <= 1) return null
  return (
    <nav aria-label={words.label} className="flex items-center gap-1">
      {page > 1 && (
        <a data-page href={hrefOf(page - 1)} rel="prev" className={buttonClass('outlined', 'px-3')}>
          <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />
          {words.previous}
        </a>
      )}
      <ul className="hidden items-center gap-1 sm:flex">
        {shownPages(page, pages).map((number, index) => (
          <li key={number || `gap-${index}`}>
            {number === 0 ? (
              <span className="px-2 text-muted">…</span>
            ) : (
              <a
                data-page
                href={hrefOf(number)}
                aria-label={words.pageOf(number)}
                aria-current={number === page ? 'page' : undefined}
                className="page-number"
              >
                {number}
              </a>
            )}
          </li>
        ))}
      </ul>
      {page < pages && (
        <a data-page href={hrefOf(page + 1)} rel="next" className={buttonClass('outlined', 'px-3')}>
          {words.next}
          <ChevronRight aria-hidden className="size-5 rtl:-scale-x-100" />
        </a>
      )}
    </nav>
  )
}
