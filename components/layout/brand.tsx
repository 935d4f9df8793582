export type Brand = {
  readonly name: string
  readonly logoUrl: string | undefined
  readonly supportUrl: string | undefined
}

/** The operator's logo, its space reserved, or the name in words. */
export function BrandMark({ brand }: { brand: Brand }) {
  if (!brand.logoUrl)
    return (
      <span dir="auto" className="truncate text-lead font-semibold text-fg sm:text-h3">
        {brand.name}
      </span>
    )
  return <img src={brand.logoUrl} alt={brand.name} height={40} className="h-10 w-auto max-w-45 object-contain" />
}
