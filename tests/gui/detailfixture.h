// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturelog.h"
#include "capture/capturethread.h"
#include "gui/detailpane.h"
#include "gui/hexview.h"
#include "gui/textview.h"

#include <QTemporaryDir>
#include <QTest>

namespace sonde {

/// A detail pane in a window of its own, over a capture with the payloads that a test gives it.
class DetailFixture final
{
public:
    DetailFixture()
        : log(thread, folder.filePath(QStringLiteral("test.sonde")))
        , pane(log)
    {
        pane.resize(900, 400);
        pane.setVisible(true);
        QVERIFY(QTest::qWaitForWindowActive(&pane));
    }

    /// Records the payload, and shows its row.
    void show(const QByteArray &payload, Kind kind = Kind::Text, const QByteArray &detail = {})
    {
        Batch batch;
        const auto direction = isMessage(kind) || kind == Kind::Pong ? Direction::In : Direction::Event;
        batch.append(now(), kind, direction, payload, detail);
        log.writer().append(std::move(batch));
        const qint64 row = m_rows++;
        QTRY_COMPARE_WITH_TIMEOUT(log.model()->rowCount(), m_rows, 20'000);
        pane.show(log.model()->record(int(row)));
    }

    template <typename T>
    [[nodiscard]] T *find(const char *name)
    {
        return pane.findChild<T *>(QString::fromLatin1(name));
    }
    [[nodiscard]] TextView *text() { return find<TextView>("detailText"); }
    [[nodiscard]] HexView *hex() { return find<HexView>("detailHex"); }

    QTemporaryDir folder;
    CaptureThread thread;
    CaptureLog log;
    DetailPane pane;

private:
    qint64 m_rows = 0;
};

} // namespace sonde
