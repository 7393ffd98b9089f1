// SPDX-License-Identifier: GPL-3.0-or-later
#include "detailfixture.h"
#include "gui/handshakeview.h"
#include "gui/phasebar.h"
#include "testwindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTabBar>
#include <QTableView>
#include <QTextEdit>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_HandshakeView final : public QObject
{
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }
    void steps_data();
    void steps();
    void barsAreToScaleAndSeen();
    void factsAreShown();
    void textIsNoMarkup();
    void blocksAreAsOnTheWire();
    void missingBlocksAreExplained();
    void copyTakesTheSelectionOrAll();
    void keysReachAllParts();
    void coloursFollowThePalette();
    void menuShowsTheNewest();
    void menuShowsOneThatIsHidden();
    void menuWithoutHandshake();
};

namespace {

const QByteArray Refused = R"({"text": "403 Forbidden <b>", "accepted": false, "status": 403, "subprotocol": "",
    "peer": "127.0.0.1:80", "proxy": "SOCKS5 proxy 127.0.0.1:1080", "body": "no\r\n",
    "request": "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "response": "HTTP/1.1 403 Forbidden\r\nX: 1\r\n\r\n",
    "redirects": [{"from": "ws://a/", "status": 302, "location": "/b", "to": "ws://c/", "withheld": ["Cookie"]}],
    "checks": [{"rule": "Status line", "section": "RFC 6455 section 4.1, 1", "found": "HTTP/1.1 403 Forbidden",
                "met": false, "error": "The status is not 101."}],
    "tls": {"version": "TLSv1.3", "cipher": "AES", "errors": ["It has expired."],
            "chain": [{"subject": "h", "issuer": "CA", "names": ["h", "*.h"], "validFrom": "2020-01-02T12:00:00Z",
                       "validUntil": "2020-03-04T12:00:00Z", "sha256": "00ff"}]},
    "phases": [{"phase": "resolved", "us": 1}, {"phase": "tcpConnected", "us": 1000},
               {"phase": "tlsEncrypted", "us": 900000}, {"phase": "requestSent", "us": 900100},
               {"phase": "responseReceived", "us": 1000000}]})";

QString facts(DetailFixture &pane)
{
    return pane.find<QTextEdit>("handshakeFacts")->toPlainText();
}

QByteArray block(DetailFixture &pane)
{
    return pane.find<TextView>("handshakeBlock")->payload().view().toByteArray();
}

void showBlock(DetailFixture &pane, int index)
{
    pane.find<QTabBar>("handshakeBlocks")->setCurrentIndex(index);
}

} // namespace

void tst_HandshakeView::steps_data()
{
    QTest::addColumn<QByteArray>("detail");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QList<int>>("lengths");
    const auto row = [](const char *name, const QByteArray &more, const QStringList &names, const QList<int> &lengths) {
        QTest::newRow(name) << QByteArray("{" + more + "}") << names << lengths;
    };
    row("all", R"("phases": [{"phase": "resolved", "us": 5}, {"phase": "tcpConnected", "us": 15},
        {"phase": "tlsEncrypted", "us": 35}, {"phase": "requestSent", "us": 36}, {"phase": "responseReceived", "us": 60},
        {"phase": "open", "us": 75}])",
        {u"Name lookup"_s, u"TCP"_s, u"TLS"_s, u"Upgrade"_s}, {5, 10, 20, 40});
    row("through a proxy",
        R"("proxy": "x", "phases": [{"phase": "tcpConnected", "us": 15}, {"phase": "open", "us": 20}])",
        {u"Proxy"_s, u"Upgrade"_s}, {15, 5});
    row("Unix socket", R"("peer": "/run/x", "phases": [{"phase": "tcpConnected", "us": 1}])", {u"Unix socket"_s}, {1});
    row("none", "", {}, {});
    row("times that go back", R"("phases": [{"phase": "resolved", "us": 5}, {"phase": "tcpConnected", "us": 3}])",
        {u"Name lookup"_s, u"TCP"_s}, {5, 0});
}

void tst_HandshakeView::steps()
{
    QFETCH(const QByteArray, detail);
    QStringList names;
    QList<int> lengths;
    for (const PhaseStep &step : phaseSteps(QJsonDocument::fromJson(detail).object())) {
        names << step.name;
        lengths << int((step.end - step.begin).count());
    }
    QTEST(names, "names");
    QTEST(lengths, "lengths");
}

void tst_HandshakeView::barsAreToScaleAndSeen()
{
    DetailFixture pane;
    pane.show({}, Kind::Handshake, Refused);
    auto *bar = pane.find<PhaseBar>("handshakePhases");
    QVERIFY(bar->isVisible());
    const QList<QRect> bars = bar->bars();
    QCOMPARE(bars.size(), 4);
    QVERIFY(bars[0].width() >= 3); // 1 µs of a second
    QVERIFY(bars[1].width() >= 3);
    QVERIFY2(std::abs(double(bars[2].width()) / bars[3].width() - 9) < 0.3,
             qPrintable(QString::number(bars[2].width())));
    for (qsizetype i = 1; i < bars.size(); ++i)
        QVERIFY(bars[i].left() > bars[i - 1].right());
    QVERIFY(bar->rect().contains(bars.last()));
    QVERIFY2(bar->accessibleDescription().startsWith(u"Name lookup 1 µs, Proxy "_s),
             qPrintable(bar->accessibleDescription()));
    QVERIFY(bar->accessibleDescription().endsWith(u"in total 1.00 s"_s));
    QVERIFY(bar->heightForWidth(150) > bar->heightForWidth(2000)); // the legend breaks
}

void tst_HandshakeView::factsAreShown()
{
    DetailFixture pane;
    pane.show({}, Kind::Handshake, Refused);
    const QString text = facts(pane);
    for (const QString &part :
         {u"✕"_s, u"127.0.0.1:80"_s, u"SOCKS5 proxy 127.0.0.1:1080"_s, u"302"_s, u"ws://a/ → ws://c/"_s,
          u"Location: /b"_s, u"another server: Cookie"_s, u"The status is not 101. RFC 6455 section 4.1, 1"_s,
          u"TLSv1.3"_s, u"It has expired."_s, u"h, *.h"_s, u"2020-03-04"_s, u"00:FF"_s})
        QVERIFY2(text.contains(part, Qt::CaseInsensitive), qPrintable(part + u" in "_s + text));
    QVERIFY(!text.contains(u"✓"_s));
    pane.show({}, Kind::Handshake, R"({"text": "101", "accepted": true, "compression": {"serverMaxWindowBits": 9,
        "clientMaxWindowBits": 15, "clientNoContextTakeover": true}, "checks": [{"rule": "Sec-WebSocket-Extensions",
        "section": "s", "found": "permessage-deflate; server_max_window_bits=9", "met": true}]})");
    const QString accepted = facts(pane);
    QVERIFY2(accepted.contains(u"✓"_s) && !accepted.contains(u"✕"_s), qPrintable(accepted));
    QCOMPARE(accepted.count(u"permessage-deflate; server_max_window_bits=9"_s), 2);
    QVERIFY2(accepted.contains(u"window of 9 bit"_s) && accepted.contains(u"each message on its own"_s),
             qPrintable(accepted));
    QVERIFY(!pane.find<PhaseBar>("handshakePhases")->isVisible());
}

void tst_HandshakeView::textIsNoMarkup()
{
    DetailFixture pane;
    pane.show({}, Kind::Handshake, Refused);
    QVERIFY2(facts(pane).contains(u"403 Forbidden <b>"_s), qPrintable(facts(pane)));
}

void tst_HandshakeView::blocksAreAsOnTheWire()
{
    DetailFixture pane;
    pane.show({}, Kind::Handshake, Refused);
    QCOMPARE(block(pane), "HTTP/1.1 403 Forbidden\r\nX: 1\r\n\r\n");
    showBlock(pane, 0);
    QCOMPARE(block(pane), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    showBlock(pane, 2);
    QCOMPARE(block(pane), "no\r\n");
    auto *view = pane.find<TextView>("handshakeBlock");
    view->selectAll();
    view->copy();
    QCOMPARE(QApplication::clipboard()->text(), u"no\r\n"_s);
    pane.show({}, Kind::Handshake, R"({"text": "x", "response": "HTTP/1.1 101 S\r\n\r\n"})");
    QVERIFY(!pane.find<QTabBar>("handshakeBlocks")->isTabVisible(2));
    QCOMPARE(block(pane), "HTTP/1.1 101 S\r\n\r\n");
}

void tst_HandshakeView::missingBlocksAreExplained()
{
    DetailFixture pane;
    pane.show({}, Kind::Handshake, R"({"text": "x", "phases": [{"phase": "requestSent", "us": 1}]})");
    auto *view = pane.find<TextView>("handshakeBlock");
    QCOMPARE(view->placeholder(), u"No response came."_s);
    showBlock(pane, 0);
    QCOMPARE(view->placeholder(), u"This engine did not show the request."_s);
    pane.show({}, Kind::Handshake, R"({"text": "y", "phases": []})");
    QCOMPARE(view->placeholder(), u"It did not come to a request."_s);
    pane.show({}, Kind::Handshake, "no JSON"); // of a capture that another program wrote
    QVERIFY(block(pane).isEmpty());
}

void tst_HandshakeView::copyTakesTheSelectionOrAll()
{
    DetailFixture pane;
    pane.show({}, Kind::Handshake, Refused);
    auto *copy = pane.find<QAbstractButton>("detailCopy");
    copy->click();
    const QString all = QApplication::clipboard()->text();
    QVERIFY2(all.contains(u"GET / HTTP/1.1"_s) && all.contains(u"Name resolved"_s) && all.contains(u"Issued by"_s),
             qPrintable(all));
    pane.find<TextView>("handshakeBlock")->select({0, 8});
    copy->click();
    QCOMPARE(QApplication::clipboard()->text(), u"HTTP/1.1"_s);
    auto *text = pane.find<QTextEdit>("handshakeFacts");
    text->setFocus();
    text->selectAll();
    copy->click();
    QVERIFY(QApplication::clipboard()->text().contains(u"It has expired."_s));
}

void tst_HandshakeView::keysReachAllParts()
{
    DetailFixture pane;
    pane.show({}, Kind::Handshake, Refused);
    pane.find<QWidget>("handshakePhases")->setFocus();
    QStringList reached;
    for (int i = 0; i < 4; ++i) {
        reached << focusName();
        QVERIFY2(!QApplication::focusWidget()->accessibleName().isEmpty(), qPrintable(focusName()));
        press(Qt::Key_Tab);
    }
    QCOMPARE(reached,
             QStringList({u"handshakePhases"_s, u"handshakeFacts"_s, u"handshakeBlocks"_s, u"handshakeBlock"_s}));
}

void tst_HandshakeView::coloursFollowThePalette()
{
    DetailFixture pane;
    pane.show({}, Kind::Handshake, Refused);
    auto *text = pane.find<QTextEdit>("handshakeFacts");
    QPalette dark = pane.pane.palette();
    dark.setColor(QPalette::Base, Qt::black);
    dark.setColor(QPalette::Text, Qt::white);
    QVERIFY(!text->toHtml().contains(toneColor(Tone::Bad, dark).name()));
    pane.pane.setPalette(dark);
    QTRY_VERIFY(text->toHtml().contains(toneColor(Tone::Bad, dark).name()));
}

void tst_HandshakeView::menuShowsTheNewest()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    QTRY_VERIFY(sonde.kinds().contains(Kind::Handshake));
    const auto *text = sonde.find<QTextEdit>(u"handshakeFacts"_s);
    QVERIFY(!text->isVisible() || !text->hasFocus());
    press(Qt::Key_H, Qt::ControlModifier);
    QTRY_COMPARE(focusName(), u"handshakeFacts"_s);
    QVERIFY2(text->toPlainText().contains(u"101 Switching Protocols"_s), qPrintable(text->toPlainText()));
    const auto *log = sonde.window().currentTab()->findChild<QTableView *>();
    QCOMPARE(log->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(log->currentIndex().data(CaptureModel::KindRole).toInt(), int(Kind::Handshake));
}

void tst_HandshakeView::menuShowsOneThatIsHidden()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    QTRY_VERIFY(sonde.kinds().contains(Kind::Handshake));
    press(Qt::Key_K, Qt::ControlModifier);
    QTRY_COMPARE(sonde.log().rowCount(), 0);
    press(Qt::Key_H, Qt::ControlModifier);
    QTRY_COMPARE(focusName(), u"handshakeFacts"_s);
    QCOMPARE(sonde.log().rowCount(), 0); // what was cleared stays so
}

void tst_HandshakeView::menuWithoutHandshake()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_H, Qt::ControlModifier);
    QTRY_VERIFY2(sonde.text(u"footText"_s).contains(u"There is no handshake in this log."_s),
                 qPrintable(sonde.text(u"footText"_s)));
}

QTEST_MAIN(tst_HandshakeView)
#include "tst_handshakeview.moc"
