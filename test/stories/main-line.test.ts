/**
 * The main job, end to end, in a real browser with two laptops: an officer writes offline, the office receives it, staff print the
 * dossier. On the way the host is killed in the middle of an edit and of an exchange, and IndexedDB is thrown away once.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect as check, describe, it } from 'vitest'
import { convertToPdf, createWorkplace, infoOf, needWriter, pagesOf } from '../electron/documents/office-tools.ts'
import { launchBrowser } from '../support/browser.ts'
import {
  exchange,
  expectAllSaved,
  expectRows,
  filterColumn,
  goTo,
  picture,
  storedRecords,
  writeField
} from '../support/desk-page.ts'
import { type DeskProcess, startDesk } from '../support/desk-process.ts'
import { type Browser, type BrowserContext, expect, type Page, waitUntil } from '../support/playwright.ts'

const run = promisify(execFile)
const nextTrip = 'Đoàn công tác của Bộ Nội vụ sang Cộng hòa Pháp năm 2027'

describe('two laptops, one share', () => {
  let folder: string
  let browser: Browser
  const laptops: { lan: Laptop; minh: Laptop } = {} as never

  interface Laptop {
    profile: string
    host: DeskProcess
    context: BrowserContext
    page: Page
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-story-'))
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await Promise.all([laptops.lan?.host.stop(), laptops.minh?.host.stop()])
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const openLaptop = async (name: string): Promise<Laptop> => {
    const profile = join(folder, name)
    const host = await startDesk(profile)
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: 'Asia/Ho_Chi_Minh' })
    const page = await context.newPage()
    await page.goto(host.address)
    return { profile, host, context, page }
  }
  const restart = async (laptop: Laptop) => {
    laptop.host = await startDesk(laptop.profile)
    await laptop.page.goto('about:blank')
    await laptop.page.goto(laptop.host.address)
    await expect(laptop.page.getByRole('navigation').first()).toBeVisible()
  }

  it('Lan opens the sample office and finds the five visits in it', async () => {
    laptops.lan = await openLaptop('lan')
    const { page } = laptops.lan
    await expect(page.getByRole('heading', { name: 'Sổ tay Hợp tác quốc tế' })).toBeVisible()
    await picture(page, '01-welcome')
    await page.getByLabel('Họ và tên của bạn').fill('Nguyễn Thị Lan')
    await page.getByRole('button', { name: 'Mở sổ tay mẫu' }).click()
    await expect(page.getByTestId('today')).toBeVisible()
    await picture(page, '02-today')
    await goTo(page, 'delegations')
    await expectRows(page, 5)
    await picture(page, '02-delegations')
    await filterColumn(page, 'Loại đoàn', 'doan ra')
    await expectRows(page, 4)
    await filterColumn(page, 'Loại đoàn', 'Đoàn vào')
    await expectRows(page, 1)
    await goTo(page, 'events')
    await expectRows(page, 17)
    await goTo(page, 'agreements')
    await expectRows(page, 4)
    await goTo(page, 'commitments/commitment.france-training-places')
    await expect(page.getByTestId('thread').locator('li')).toHaveCount(3)
    await picture(page, '03-commitment-thread')
    await goTo(page, 'agreements/agreement.france-2022-2025')
    await page.locator('.field[data-field="Giai đoạn đến"]').getByRole('button', { name: /nguồn/ }).click()
    await expect(page.locator('.alternatives').getByText('đang dùng')).toBeVisible()
    await picture(page, '04-agreement-sources')
  })

  it('she finds the Egypt trip without typing a single mark, sorts and hides a column', async () => {
    const { page } = laptops.lan
    await goTo(page, 'delegations')
    await page.getByRole('searchbox', { name: /Lọc danh sách/ }).fill('doan cong tac ai cap')
    await expectRows(page, 1)
    await expect(page.getByRole('row', { name: /Ai Cập và UAE/ })).toBeVisible()
    await page.getByRole('searchbox', { name: /Lọc danh sách/ }).fill('')
    await expectRows(page, 5)
    await page.getByRole('columnheader', { name: 'Tên' }).getByRole('button').click()
    await expect(page.locator('[role=columnheader][aria-sort=ascending]')).toBeVisible()
    await page.getByText('Cột', { exact: true }).click()
    await page.getByRole('checkbox', { name: 'Trưởng đoàn' }).uncheck()
    await expect(page.getByRole('columnheader', { name: 'Trưởng đoàn' })).toBeGone()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(/Tìm đoàn/).fill('doan cong tac ai cap')
    await expect(page.getByRole('option', { name: /Ai Cập và UAE/ })).toBeVisible()
    await picture(page, '05-search')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: /Ai Cập và UAE/ })).toBeVisible()
  })

  it('she reads every part of a dossier', async () => {
    const { page } = laptops.lan
    for (const tab of ['overview', 'programme', 'members', 'meetings', 'outcomes', 'gifts', 'logistics', 'papers', 'history']) {
      await goTo(page, `delegations/delegation.uk-france-2023/${tab}`)
      await expect(page.locator('.tabs [aria-current=page]')).toBeVisible()
      await picture(page, `06-dossier-${tab}`)
    }
    await expect(page.getByTestId('history').getByText('Bộ dữ liệu mẫu')).toBeVisible()
  })

  it('she plans a next trip to France and writes in a meeting by keyboard', async () => {
    const { page } = laptops.lan
    await goTo(page, 'delegations')
    await page.getByRole('button', { name: 'Đoàn mới' }).click()
    await writeField(page, 'Tên', nextTrip)
    await writeField(page, 'Từ ngày', '15/3/2027')
    await page.getByRole('button', { name: 'Thêm chặng' }).click()
    await expect(page.getByRole('heading', { level: 1, name: nextTrip })).toBeVisible()
    await page.getByRole('link', { name: 'Chương trình' }).click()
    await page.getByRole('button', { name: 'Thêm hoạt động' }).click()
    await page.getByTestId('point-text').click()
    await page.keyboard.press('Alt+2')
    await page.keyboard.type('Phía bạn nhận 12 cán bộ nữ và trẻ vào khóa học tháng 9.')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('points').locator('li')).toHaveCount(1)
    await page.keyboard.press('F9')
    await expect(page.getByTestId('points').getByRole('link', { name: 'Xem cam kết' })).toBeVisible()
    await page.keyboard.press('Alt+1')
    await page.keyboard.type('Ta gửi danh sách trước ngày 30/4.')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByTestId('points').locator('li')).toHaveCount(2)
    await expectAllSaved(page)
    await expect(page.locator('[data-testid=save-state][data-state=laptop]')).toBeVisible()
    await picture(page, '07-meeting')
  })

  it('the host is killed in the middle of an edit: what was on the way is kept and saved once', async () => {
    const { page, host } = laptops.lan
    const dying = host.kill()
    await page.getByTestId('point-text').fill('Ý này được gõ đúng lúc máy mất điện.')
    await page.keyboard.press('Enter')
    await dying
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(page.locator('[data-testid=laptop-state].laptop-state-bad')).toBeVisible()
    await expect(page.locator('.point-waiting').getByText('đúng lúc máy mất điện')).toBeVisible()
    await picture(page, '08-host-away')
    const hash = await page.evaluate(() => location.hash)
    await restart(laptops.lan)
    await goTo(page, hash.slice(2))
    await expect(page.getByTestId('points').locator('li')).toHaveCount(3)
    await expectAllSaved(page)
    check(await page.getByTestId('points').getByText('đúng lúc máy mất điện').count()).toBe(1)
  })

  it('she sets up a shared folder and sends; the host dies in the middle of the exchange and nothing half-done is believed', async () => {
    const { page } = laptops.lan
    const share = join(folder, 'share')
    await run('mkdir', [share])
    await goTo(page, 'exchange')
    await page.getByLabel('Thư mục dùng chung').fill(join(folder, 'not-there'))
    await page.getByRole('button', { name: 'Dùng thư mục này' }).click()
    await expect(page.getByTestId('share-state').getByText(/Không thấy thư mục/)).toBeVisible()
    await picture(page, '09-share-missing')
    await page.getByLabel('Thư mục dùng chung').fill(share)
    await page.getByRole('button', { name: 'Dùng thư mục này' }).click()
    await page.getByRole('button', { name: 'Thiết lập làm thư mục dùng chung' }).click()
    await expect(page.getByTestId('share-state').getByText(/Đã kết nối/)).toBeVisible()
    await page.getByRole('button', { name: 'Gửi và nhận ngay' }).click()
    await laptops.lan.host.kill()
    await restart(laptops.lan)
    await exchange(page)
    await expect(page.getByTestId('laptop-state').getByText('không có gì chờ gửi')).toBeVisible()
    await picture(page, '10-exchange')
  })

  it('Minh’s laptop joins through the share and has everything', async () => {
    laptops.minh = await openLaptop('minh')
    const { page } = laptops.minh
    await page.getByLabel('Họ và tên của bạn').fill('Trần Văn Minh')
    await page.getByLabel('Thư mục dùng chung').fill(join(folder, 'share'))
    await page.getByRole('button', { name: 'Vào sổ tay', exact: true }).click()
    await expect(page.getByTestId('today')).toBeVisible()
    await goTo(page, 'delegations')
    await expectRows(page, 6)
    await exchange(page)
    await exchange(laptops.lan.page)
    await goTo(laptops.lan.page, 'delegations')
    await expect(laptops.lan.page.locator('[data-testid=save-state][data-state=seen]')).toBeVisible()
    await picture(laptops.lan.page, '11-seen-by-others')
  })

  it('both change one field offline: both values stay, and one is chosen by a person', async () => {
    const { lan, minh } = laptops
    const id = await lan.page.evaluate(async (title) => {
      const opening = indexedDB.open('cooperation-desk')
      await new Promise((done) => {
        opening.onsuccess = done
      })
      const all = opening.result.transaction('rows').objectStore('rows').getAll()
      await new Promise((done) => {
        all.onsuccess = done
      })
      opening.result.close()
      return (all.result as { id: string; payload: { data: { title: string } } }[]).find(
        (row) => row.payload.data.title === title
      )?.id
    }, nextTrip)
    for (const { page } of [lan, minh]) {
      await goTo(page, `delegations/${id}/overview`)
      await expect(page.getByRole('heading', { level: 1, name: nextTrip })).toBeVisible()
    }
    await writeField(lan.page, 'Đến ngày', '19/3/2027')
    await writeField(minh.page, 'Đến ngày', '20/3/2027')
    await lan.page.getByLabel('Ghi chép').fill('Lan: đã đặt khách sạn.')
    await minh.page.getByLabel('Ghi chép').fill('Minh: vé máy bay ngày 15/3.')
    await expectAllSaved(lan.page)
    await waitUntil(
      async () => {
        const records = (await storedRecords(minh.page)) as Record<string, { data: { notes: string } }>
        return records[String(id)]?.data.notes === 'Minh: vé máy bay ngày 15/3.'
      },
      async () => 'Minh’s notes were not saved'
    )
    await exchange(minh.page)
    await exchange(lan.page)
    await exchange(minh.page)
    for (const { page } of [lan, minh]) {
      await goTo(page, 'review')
      await expect(page.getByTestId('conflict-card')).toBeVisible()
      await expect(page.getByText('19/03/2027')).toBeVisible()
      await expect(page.getByText('20/03/2027')).toBeVisible()
    }
    await picture(lan.page, '12-differences')
    await lan.page
      .locator('.alternatives-alarm li', { hasText: '20/03/2027' })
      .getByRole('button', { name: 'Giữ giá trị này' })
      .click()
    await expect(lan.page.getByTestId('conflict-card')).toBeGone()
    await exchange(lan.page)
    await exchange(minh.page)
    await goTo(minh.page, `delegations/${id}/overview`)
    await expect(minh.page.locator('.field[data-field="Đến ngày"]').getByText('20/03/2027')).toBeVisible()
    const notes = await minh.page.getByLabel('Ghi chép').inputValue()
    check(notes).toContain('Lan: đã đặt khách sạn.')
    check(notes).toContain('Minh: vé máy bay ngày 15/3.')
  })

  it('IndexedDB is thrown away while closed: the next start builds it again and says so', async () => {
    const { page, context, host } = laptops.lan
    const before = await storedRecords(page)
    const { origin } = new URL(host.address)
    await page.goto('about:blank')
    const session = await context.newCDPSession(page)
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
    await page.goto(host.address)
    await expect(page.getByText(/khôi phục dữ liệu từ sổ gốc/)).toBeVisible()
    await picture(page, '13-rebuilt')
    check(await storedRecords(page)).toEqual(before)
  })

  it('she takes the packet and the report to paper, and LibreOffice and poppler read them', async (context) => {
    const { page, profile } = laptops.lan
    await goTo(page, 'delegations')
    await page.getByRole('row', { name: new RegExp(nextTrip) }).click()
    await page.getByRole('button', { name: 'Xuất văn bản khác' }).click()
    await page.getByRole('button', { name: 'Xuất Word và PDF' }).click()
    await expect(page.getByTestId('exported')).toHaveCount(2)
    await picture(page, '14-export')
    await page.getByRole('button', { name: /Báo cáo kết quả/ }).click()
    await page.getByRole('button', { name: 'Xuất Word và PDF' }).click()
    await expect(page.getByTestId('exported').filter({ hasText: 'Báo cáo kết quả' })).toHaveCount(2)
    await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click()
    const documents = join(profile, 'documents')
    const files = await readdir(documents)
    check(files.map((name) => name.split('.').at(-1)).sort()).toEqual(['docx', 'docx', 'pdf', 'pdf'])
    needWriter(context)
    const place = createWorkplace()
    const texts = new Map<string, string>()
    for (const name of files) {
      const file = join(documents, name)
      const opened = name.endsWith('.docx') ? convertToPdf(place, file) : file
      check(infoOf(opened), name).toMatch(/Page size:\s+595\.\d+ x 84[12]/)
      texts.set(name, pagesOf(opened).join(' ').normalize('NFC').replace(/\s+/g, ' '))
    }
    place.remove()
    check(texts.size).toBe(4)
    for (const [name, text] of texts) {
      check(text, name).toContain('Cử cán bộ trẻ, cán bộ nữ của chính quyền địa phương sang Pháp đào tạo')
      check(text, name).toContain('23/09/2022')
      check(text, name).toContain('04/10/2024')
      check(text, name).toMatch(/Phía bạn nhận 12 cán bộ nữ/)
      if (name.includes('Báo cáo')) check(text, name).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    }
  })

  it('in the end both laptops hold the same records and no acknowledged edit is lost', async () => {
    const { lan, minh } = laptops
    await exchange(lan.page)
    await exchange(minh.page)
    await exchange(lan.page)
    await waitUntil(
      async () =>
        JSON.stringify(sorted(await storedRecords(lan.page))) === JSON.stringify(sorted(await storedRecords(minh.page))),
      async () => 'the laptops differ'
    )
    const records = sorted(await storedRecords(minh.page))
    check(Object.keys(records).length).toBeGreaterThanOrEqual(87)
    const { stdout } = await run(process.execPath, ['out/main/office.js', 'check', join(folder, 'share')], {
      cwd: join(import.meta.dirname, '../..')
    })
    check(stdout).toContain('every file is right')
  })
})

function sorted(records: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(records).sort(([a], [b]) => (a < b ? -1 : 1)))
}
