import type { ReactNode } from 'react'

/** One card in the middle of an empty screen: what stands before the desk. */
export function GateCard({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <main className="gate">
      <div className="gate-card">
        <header className="gate-head">
          <h1>{title}</h1>
          {aside}
        </header>
        {children}
      </div>
    </main>
  )
}
