/*
 * The drawings are Lucide's (https://lucide.dev), each made one path. ISC License. Copyright (c) Lucide Icons and
 * Contributors; parts Copyright (c) 2013-present Cole Bemis (Feather, MIT License).
 *
 * Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
 * granted, provided that the above copyright notice and this permission notice appear in all copies. The software is
 * provided "as is" and the author disclaims all warranties with regard to it, including all implied warranties of
 * merchantability and fitness.
 */
import type { ReactNode } from 'react'

type IconProps = { readonly className?: string; readonly strokeWidth?: number; readonly 'aria-hidden'?: true }

export type Icon = (props: IconProps) => ReactNode

/**
 * Markup alone, and never read out: a word stands beside each. The `lucide-react` package makes every icon a client
 * component, which the browser gets twice, as HTML and as data, and has to bring to life.
 */
function Drawing({ path, className, strokeWidth }: IconProps & { readonly path: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      strokeWidth={strokeWidth}
      aria-hidden="true"
      className={className ? `icon ${className}` : 'icon'}
    >
      <path d={path} />
    </svg>
  )
}

export const ArrowDown: Icon = (props) => <Drawing {...props} path="M12 5v14M19 12l-7 7-7-7" />
export const ArrowUp: Icon = (props) => <Drawing {...props} path="M5 12l7-7 7 7M12 19V5" />
export const Ban: Icon = (props) => (
  <Drawing {...props} path="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M4.929 4.929 19.07 19.071" />
)
export const Check: Icon = (props) => <Drawing {...props} path="M20 6 9 17l-5-5" />
export const ChevronLeft: Icon = (props) => <Drawing {...props} path="M15 18l-6-6 6-6" />
export const ChevronRight: Icon = (props) => <Drawing {...props} path="M9 18l6-6-6-6" />
export const CircleAlert: Icon = (props) => (
  <Drawing {...props} path="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 8L12 12M12 16L12.01 16" />
)
export const CircleCheck: Icon = (props) => (
  <Drawing {...props} path="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M16 9l-5.5 5.5L8 12" />
)
export const CircleDot: Icon = (props) => (
  <Drawing {...props} path="M11 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0" />
)
export const CirclePause: Icon = (props) => (
  <Drawing {...props} path="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M10 15L10 9M14 15L14 9" />
)
export const Clock: Icon = (props) => <Drawing {...props} path="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 6v6l4 2" />
export const Download: Icon = (props) => (
  <Drawing {...props} path="M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5" />
)
export const Eye: Icon = (props) => (
  <Drawing
    {...props}
    path="M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
  />
)
export const EyeOff: Icon = (props) => (
  <Drawing
    {...props}
    path="M10.733 5.076a10.744 10.744 0 0 1 11.205 6.575 1 1 0 0 1 0 .696 10.747 10.747 0 0 1-1.444 2.49M14.084 14.158a3 3 0 0 1-4.242-4.242M17.479 17.499a10.75 10.75 0 0 1-15.417-5.151 1 1 0 0 1 0-.696 10.75 10.75 0 0 1 4.446-5.143M2 2l20 20"
  />
)
export const Hourglass: Icon = (props) => (
  <Drawing
    {...props}
    path="M5 22h14M5 2h14M17 22v-4.172a2 2 0 0 0-.586-1.414L12 12l-4.414 4.414A2 2 0 0 0 7 17.828V22M7 2v4.172a2 2 0 0 0 .586 1.414L12 12l4.414-4.414A2 2 0 0 0 17 6.172V2"
  />
)
export const Info: Icon = (props) => (
  <Drawing {...props} path="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 16v-4M12 8h.01" />
)
export const KeyRound: Icon = (props) => (
  <Drawing
    {...props}
    path="M2.586 17.414A2 2 0 0 0 2 18.828V21a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h1a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h.172a2 2 0 0 0 1.414-.586l.814-.814a6.5 6.5 0 1 0-4-4zM16 7.5a.5 .5 0 1 0 1 0a.5 .5 0 1 0 -1 0"
  />
)
export const MailCheck: Icon = (props) => (
  <Drawing
    {...props}
    path="M22 13V6a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2v12c0 1.1.9 2 2 2h8M22 7l-8.97 5.7a1.94 1.94 0 0 1-2.06 0L2 7M16 19l2 2 4-4"
  />
)
export const Menu: Icon = (props) => <Drawing {...props} path="M4 5h16M4 12h16M4 19h16" />
export const Printer: Icon = (props) => (
  <Drawing
    {...props}
    path="M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2M6 9V3a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6M7 14h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-10a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z"
  />
)
export const RotateCcw: Icon = (props) => (
  <Drawing {...props} path="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8M3 3v5h5" />
)
export const Scale: Icon = (props) => (
  <Drawing
    {...props}
    path="M12 3v18M19 8l3 8a5 5 0 0 1-6 0zV7M3 7h1a17 17 0 0 0 8-2 17 17 0 0 0 8 2h1M5 8l3 8a5 5 0 0 1-6 0zV7M7 21h10"
  />
)
export const TriangleAlert: Icon = (props) => (
  <Drawing
    {...props}
    path="M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01"
  />
)
export const UserPlus: Icon = (props) => (
  <Drawing
    {...props}
    path="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M19 8L19 14M22 11L16 11"
  />
)
export const UserRound: Icon = (props) => (
  <Drawing {...props} path="M7 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0M20 21a8 8 0 0 0-16 0" />
)
export const X: Icon = (props) => <Drawing {...props} path="M18 6 6 18M6 6l12 12" />
export const Plus: Icon = (props) => <Drawing {...props} path="M5 12h14M12 5v14" />
