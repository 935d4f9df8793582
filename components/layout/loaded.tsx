'use client'

import type { ComponentType, ReactNode } from 'react'
import { useEffect, useState } from 'react'

type LoadedProps<P extends object> = {
  /** A constant: another function is another component. */
  load: () => Promise<ComponentType<P>>
  props: P
  /** Stands there until then, and for good when the code cannot be had. */
  children?: ReactNode
}

/** A part whose code comes after the page has. `next/dynamic` does the same for more than a kilobyte on every page. */
export function Loaded<P extends object>({ load, props, children }: LoadedProps<P>) {
  const [Part, setPart] = useState<ComponentType<P> | null>(null)
  useEffect(() => {
    load().then(
      (loaded) => setPart(() => loaded),
      () => setPart(null),
    )
  }, [load])
  return Part ? <Part {...props} /> : children
}
