// SPDX-License-Identifier: GPL-3.0-or-later
// A certificate that can't be trusted: looked at, trusted for one profile, and forgotten again.
#include "net/tls.h"
#include "support/rawserver.h"
#include "testwindow.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSslCertificate>
#include <QTabWidget>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Trust final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void certificateIsShownAndTrusted();
    void declinedCertificateIsNot();
    void trustIsSavedWithTheProfile();
    void anotherCertificateIsNot();
    void forgottenInTheSettings();
    void trustedWhileWaiting();
    void otherFailuresOfferNothing_data();
    void otherFailuresOfferNothing();

private:
    void serve(const QString &certificate);
    void dial(const QUrl &url);
    [[nodiscard]] QPushButton *button() { return m_sonde->find<QPushButton>(u"trustCertificate"_s); }
    [[nodiscard]] QDialog *openQuestion();
    [[nodiscard]] QString pinned() { return m_sonde->tab().profile().options.tls.pinnedSha256; }

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<TestWindow> m_sonde;
};

namespace {

QString pathOf(const QString &certificate, const QString &suffix)
{
    return QStringLiteral(SONDE_TEST_DATA "/tls/") + certificate + suffix;
}

QString fingerprintOf(const QString &certificate)
{
    const QSslCertificate first = QSslCertificate::fromPath(pathOf(certificate, u".pem"_s)).first();
    return fingerprintText(first.digest(QCryptographicHash::Sha256));
}

QString textOf(const QDialog &dialog, const QString &name)
{
    const auto *label = dialog.findChild<QLabel *>(name);
    return label ? label->text() : QString();
}

} // namespace

void tst_Trust::init()
{
    failOnWarnings();
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start();
}

void tst_Trust::cleanup()
{
    m_sonde.reset();
    m_server.reset();
}

void tst_Trust::serve(const QString &certificate)
{
    m_server =
        std::make_unique<RawServer>(RawServer::Tls{pathOf(certificate, u".pem"_s), pathOf(certificate, u".key"_s)});
    m_server->onRequest([](RawClient &client) { client.accept(); });
}

void tst_Trust::dial(const QUrl &url)
{
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_A, Qt::ControlModifier);
    type(url.toString());
    press(Qt::Key_Return);
}

QDialog *tst_Trust::openQuestion()
{
    if (!QTest::qWaitFor([this] { return button()->isVisible(); }))
        qFatal("The certificate can't be trusted by a button.");
    m_sonde->click(u"trustCertificate"_s);
    return openDialog(u"trustDialog"_s);
}

void tst_Trust::certificateIsShownAndTrusted()
{
    serve(u"selfsigned"_s);
    QVERIFY(!button()->isVisible());
    dial(m_server->url());
    QPointer<QDialog> dialog = openQuestion();
    const QSslCertificate own = QSslCertificate::fromPath(pathOf(u"selfsigned"_s, u".pem"_s)).first();
    QCOMPARE(textOf(*dialog, u"trustSubject"_s), own.subjectDisplayName());
    QCOMPARE(textOf(*dialog, u"trustIssuer"_s), own.issuerDisplayName());
    const auto day = [](const QDateTime &date) { return QLocale().toString(date.toLocalTime(), QLocale::ShortFormat); };
    QCOMPARE(textOf(*dialog, u"trustFrom"_s), day(own.effectiveDate()));
    QCOMPARE(textOf(*dialog, u"trustUntil"_s), day(own.expiryDate()));
    QCOMPARE(textOf(*dialog, u"trustFingerprint"_s).remove(u'\n'), fingerprintOf(u"selfsigned"_s).remove(95 / 2, 1));
    QVERIFY(!dialog->findChild<QLabel *>(u"trustChanged"_s));
    const auto labels = dialog->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->text().contains(u"self-signed"); }));
    QVERIFY(m_server->clients().isEmpty() || m_server->request().isEmpty());

    acceptDialog(dialog);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    QCOMPARE(pinned(), fingerprintOf(u"selfsigned"_s));
    QVERIFY(!button()->isVisible());
    // The log tells the fingerprint, too.
    QTRY_COMPARE(m_sonde->kinds().last(), Kind::Handshake);
    m_sonde->find<QTableView>(u"log"_s)->selectRow(m_sonde->log().rowCount() - 1);
    QTRY_VERIFY2(m_sonde->detail().contains(fingerprintOf(u"selfsigned"_s)), qPrintable(m_sonde->detail()));
}

void tst_Trust::declinedCertificateIsNot()
{
    serve(u"expired"_s);
    dial(m_server->url());
    QPointer<QDialog> dialog = openQuestion();
    press(Qt::Key_Return); // the careful answer
    QTRY_VERIFY(!dialog);
    QCOMPARE(pinned(), QString());
    QCOMPARE(m_sonde->state(), ConnectionState::Idle);
    QVERIFY(button()->isVisible());
}

void tst_Trust::trustIsSavedWithTheProfile()
{
    serve(u"wronghost"_s);
    dial(m_server->url());
    press(Qt::Key_S, Qt::ControlModifier);
    type(u"Own"_s);
    press(Qt::Key_Return);
    acceptDialog(openQuestion());
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    QCOMPARE(m_sonde->tabText(0), u"● Own •"_s);
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(m_sonde->program().workspace().find(u"Own"_s)->profile.options.tls.pinnedSha256,
             fingerprintOf(u"wronghost"_s));
    m_sonde->restart();
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
}

void tst_Trust::anotherCertificateIsNot()
{
    serve(u"selfsigned"_s);
    Profile profile;
    profile.address = m_server->url().toString();
    profile.options.tls.pinnedSha256 = fingerprintOf(u"server"_s);
    m_sonde->tab().takeProfile(profile);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    const QPointer<QDialog> dialog = openQuestion();
    QVERIFY(textOf(*dialog, u"trustChanged"_s).contains(u"another certificate"_s));
    acceptDialog(dialog);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    QCOMPARE(pinned(), fingerprintOf(u"selfsigned"_s));
}

void tst_Trust::forgottenInTheSettings()
{
    serve(u"selfsigned"_s);
    dial(m_server->url());
    acceptDialog(openQuestion());
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    press(Qt::Key_Comma, Qt::ControlModifier | Qt::ShiftModifier);
    QDialog *settings = openDialog(u"connectionSettingsDialog"_s);
    auto *pages = settings->findChild<QTabWidget *>();
    auto *forget = settings->findChild<QPushButton *>(u"forgetCertificate"_s);
    while (!pages->currentWidget()->isAncestorOf(forget))
        pages->setCurrentIndex(pages->currentIndex() + 1);
    QCOMPARE(settings->findChild<QLineEdit *>(u"pinnedSha256"_s)->text(), fingerprintOf(u"selfsigned"_s));
    QTest::mouseClick(forget, Qt::LeftButton);
    QVERIFY(!forget->isEnabled());
    acceptDialog(settings);
    QCOMPARE(pinned(), QString());
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_VERIFY(button()->isVisible());
    QCOMPARE(m_sonde->state(), ConnectionState::Idle);
}

void tst_Trust::trustedWhileWaiting()
{
    serve(u"selfsigned"_s);
    Profile profile;
    profile.address = m_server->url().toString();
    profile.reconnect = {.afterRefusal = true, .initial = std::chrono::hours(1), .cap = std::chrono::hours(1)};
    m_sonde->tab().takeProfile(profile);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Waiting);
    acceptDialog(openQuestion());
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
}

void tst_Trust::otherFailuresOfferNothing_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("no TLS there") << QUrl();
    QTest::newRow("nobody there") << QUrl(u"wss://127.0.0.1:1/"_s);
}

void tst_Trust::otherFailuresOfferNothing()
{
    QFETCH(QUrl, url);
    RawServer plain;
    plain.onConnection([](RawClient &client) {
        client.send("HTTP/1.1 400 Bad Request\r\n\r\n");
        client.finish();
    });
    if (url.isEmpty()) {
        url = plain.url();
        url.setScheme(u"wss"_s);
    }
    Profile profile;
    profile.address = url.toString();
    profile.reconnect.enabled = false;
    m_sonde->tab().takeProfile(profile);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_VERIFY(m_sonde->tab().session().status().hasFailed());
    QVERIFY(!button()->isVisible());
}

QTEST_MAIN(tst_Trust)
#include "tst_trust.moc"
