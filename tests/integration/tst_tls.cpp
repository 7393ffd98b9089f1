// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a server's certificate is refused with a sentence of its own and accepted by explicit choice only;
// and certificates of our own. The peers are python3-websockets and, where alerts count, node's ws: asyncio sends none.
#include "net/clientidentity.h"
#include "support/dialled.h"
#include "support/peerprocess.h"
#include "support/serverprocess.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sonde;

namespace {

const QString Tls = QStringLiteral(SONDE_TEST_DATA "/tls/");

PeerProcess::Options files(const QString &name)
{
    return {.certificateFile = Tls + name + u".pem"_s, .keyFile = Tls + name + u".key"_s};
}

ConnectionOptions trusting(const QString &caFile)
{
    ConnectionOptions options;
    if (!caFile.isEmpty())
        options.tls.caFile = Tls + caFile;
    return options;
}

ConnectionOptions showing(const ClientCertificate &certificate)
{
    ConnectionOptions options = trusting(u"ca.pem"_s);
    options.tls.client = certificate;
    return options;
}

QString fingerprint(const QString &name)
{
    const QSslCertificate certificate = QSslCertificate::fromPath(Tls + name + u".pem"_s).first();
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':'));
}

PeerProcess::Options wantingClients()
{
    PeerProcess::Options options = files(u"server"_s);
    options.clientCaFile = Tls + u"ca.pem"_s;
    return options;
}

} // namespace

class tst_Tls final : public QObject
{
    Q_OBJECT

private slots:
    void wrongCertificates_data();
    void wrongCertificates();
    void wrongOrderIsNoticed();
    void anotherPinHelpsNothing();
    void pinThatIsNone();
    void serverName();
    void versions_data();
    void versions();

    void stapledResponses_data();
    void stapledResponses();
    void revokedByChoice();

    void clientCertificates_data();
    void clientCertificates();
    void wrongClients_data();
    void wrongClients();
    void badFiles_data();
    void badFiles();
    void unreadableFiles();
};

void tst_Tls::wrongCertificates_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("caFile");
    QTest::addColumn<QStringList>("named");
    QTest::newRow("expired") << u"expired"_s << u"ca.pem"_s << QStringList{u"has expired"_s, u"1 Feb 2020"_s};
    QTest::newRow("not yet valid") << u"notyetvalid"_s << u"ca.pem"_s
                                   << QStringList{u"not yet valid"_s, u"1 Jan 2110"_s};
    QTest::newRow("wrong host") << u"wronghost"_s << u"ca.pem"_s
                                << QStringList{u"127.0.0.1"_s, u"valid for elsewhere.invalid"_s};
    QTest::newRow("self-signed") << u"selfsigned"_s << u"ca.pem"_s << QStringList{u"is self-signed"_s};
    QTest::newRow("unknown authority") << u"server"_s << QString()
                                       << QStringList{u"authority \"Sonde test authority\", which this machine"_s};
    QTest::newRow("incomplete chain") << u"incomplete"_s << u"ca.pem"_s
                                      << QStringList{u"incomplete"_s, u"\"Sonde test intermediate\""_s};
    QTest::newRow("wrong order, unknown authority")
        << u"wrongorder"_s << QString() << QStringList{u"which this machine does not trust"_s};
}

void tst_Tls::wrongCertificates()
{
    QFETCH(const QString, certificate);
    QFETCH(const QString, caFile);
    QFETCH(const QStringList, named);
    PeerProcess peer(PeerProcess::Kind::Python, files(certificate));
    QVERIFY(peer.start());

    Dialled refused(peer.url(), trusting(caFile));
    const Ending ending = refused.ending();
    QVERIFY(refused.openings == 0);
    QCOMPARE(ending.cause, Cause::TlsFailed);
    QCOMPARE(ending.step, Step::Tls);
    for (const QString &part : named)
        QVERIFY2(ending.error.what.contains(part), qPrintable(ending.error.text()));
    QVERIFY(!ending.error.hint.isEmpty());
    const auto facts = refused.handshakes.first().tls;
    QVERIFY(facts && facts->errors.size() == 1);
    QCOMPARE(facts->chain.first().sha256.toHex(':'), fingerprint(certificate).toLatin1());
    QVERIFY(ending.certificate); // so that a person can be asked about it
    QCOMPARE(ending.certificate->sha256, facts->chain.first().sha256);

    ConnectionOptions careless = trusting(caFile);
    careless.tls.ignoreErrors = true;
    Dialled anyway(peer.url(), careless);
    QVERIFY(anyway.echoes());
    QCOMPARE(anyway.handshakes.first().tls->errors, facts->errors);

    ConnectionOptions pinning = trusting(caFile);
    pinning.tls.pinnedSha256 = fingerprint(certificate);
    QVERIFY(Dialled(peer.url(), pinning).echoes());
}

void tst_Tls::wrongOrderIsNoticed()
{
    PeerProcess peer(PeerProcess::Kind::Python, files(u"wrongorder"_s));
    QVERIFY(peer.start());
    Dialled dialled(peer.url(), trusting(u"ca.pem"_s));
    QVERIFY(dialled.echoes()); // RFC 8446 section 4.4.2 asks clients to take any order
    QCOMPARE(dialled.notices.size(), 1);
    QVERIFY(dialled.notices.first().what.contains(u"wrong order"));
}

void tst_Tls::anotherPinHelpsNothing()
{
    PeerProcess peer(PeerProcess::Kind::Python, files(u"selfsigned"_s));
    QVERIFY(peer.start());
    ConnectionOptions options;
    options.tls.pinnedSha256 = fingerprint(u"server"_s);
    Dialled dialled(peer.url(), options);
    QCOMPARE(dialled.ending().cause, Cause::TlsFailed);
    QVERIFY(dialled.openings == 0);
}

void tst_Tls::pinThatIsNone()
{
    ConnectionOptions options;
    options.tls.pinnedSha256 = u"12:34"_s;
    Dialled dialled(QUrl(u"wss://127.0.0.1:1/"_s), options);
    QCOMPARE(dialled.ending().cause, Cause::InvalidRequest);
    QVERIFY(dialled.ending().error.what.contains(u"12:34"));
}

void tst_Tls::serverName()
{
    PeerProcess peer(PeerProcess::Kind::Python, files(u"wronghost"_s));
    QVERIFY(peer.start());
    ConnectionOptions options = trusting(u"ca.pem"_s);
    options.tls.serverName = u"elsewhere.invalid"_s;
    Dialled right(peer.url(), options);
    QVERIFY(right.echoes());
    QVERIFY(right.handshakes.first().tls->errors.isEmpty());

    options.tls.serverName = u"nowhere.invalid"_s;
    Dialled wrong(peer.url(), options);
    QVERIFY2(wrong.ending().error.what.contains(u"host name nowhere.invalid"), qPrintable(wrong.ending().error.what));
}

void tst_Tls::versions_data()
{
    QTest::addColumn<QString>("newest");
    QTest::addColumn<TlsVersion>("minimum");
    QTest::addColumn<QString>("used"); // empty where refused
    QTest::newRow("1.1, by default") << u"TLSv1.1"_s << TlsVersion::Tls12 << QString();
    QTest::newRow("1.1, from 1.1 on") << u"TLSv1.1"_s << TlsVersion::Tls11 << u"TLSv1.1"_s;
    QTest::newRow("1.0, from 1.1 on") << u"TLSv1"_s << TlsVersion::Tls11 << QString();
    QTest::newRow("1.0, from 1.0 on") << u"TLSv1"_s << TlsVersion::Tls10 << u"TLSv1.0"_s;
    QTest::newRow("1.2, by default") << u"TLSv1.2"_s << TlsVersion::Tls12 << u"TLSv1.2"_s;
    QTest::newRow("1.2, from 1.3 on") << u"TLSv1.2"_s << TlsVersion::Tls13 << QString();
    QTest::newRow("1.3, from 1.1 on") << u"TLSv1.3"_s << TlsVersion::Tls11 << u"TLSv1.3"_s;
}

void tst_Tls::versions()
{
    QFETCH(const QString, newest);
    QFETCH(const TlsVersion, minimum);
    QFETCH(const QString, used);
    PeerProcess::Options peerOptions = files(u"server"_s);
    peerOptions.newestTls = newest;
    PeerProcess peer(PeerProcess::Kind::Node, peerOptions);
    QVERIFY(peer.start());
    ConnectionOptions options = trusting(u"ca.pem"_s);
    options.tls.minVersion = minimum;
    Dialled dialled(peer.url(), options);
    if (used.isEmpty()) {
        QCOMPARE(dialled.ending().cause, Cause::TlsFailed);
        QVERIFY2(dialled.ending().error.what.contains(u"older than TLS 1."), qPrintable(dialled.ending().error.text()));
        QVERIFY(dialled.ending().error.hint.contains(u"lower minimum"));
    } else {
        QVERIFY2(dialled.echoes(), qPrintable(dialled.endings.value(0).error.text()));
        QCOMPARE(dialled.handshakes.first().tls->version, used);
    }
}

namespace {

/// openssl's server, which answers any request with a page: whoever gets that far has accepted its certificate.
class StaplingServer final
{
public:
    explicit StaplingServer(const QString &status)
        : m_server(u"sh"_s, [this, status](quint16 port, const QString &folder) {
            m_folder = folder;
            return QStringList{QStringLiteral(SONDE_TEST_SUPPORT "/peers/stapling_server.sh"), QString::number(port),
                               folder, status};
        })
    {
    }

    [[nodiscard]] Result<> start() { return m_server.start(); }
    [[nodiscard]] QUrl url() const { return QUrl(u"wss://127.0.0.1:%1/"_s.arg(m_server.port())); }
    [[nodiscard]] QString file(const QString &name) const { return m_folder + u'/' + name; }

    [[nodiscard]] ConnectionOptions trusted() const
    {
        ConnectionOptions options;
        options.tls.caFile = file(u"ca.pem"_s);
        return options;
    }

private:
    QString m_folder;
    ServerProcess m_server;
};

} // namespace

void tst_Tls::stapledResponses_data()
{
    QTest::addColumn<Cause>("cause");
    QTest::newRow("good") << Cause::Refused;
    QTest::newRow("none") << Cause::Refused;
    QTest::newRow("revoked") << Cause::TlsFailed;
    QTest::newRow("foreign") << Cause::Refused; // of another authority: proves nothing, so it is as none
}

void tst_Tls::stapledResponses()
{
    QFETCH(const Cause, cause);
    StaplingServer server(QString::fromLatin1(QTest::currentDataTag()));
    const Result<> started = server.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().text()));
    Dialled dialled(server.url(), server.trusted());
    const Ending ending = dialled.ending();
    QVERIFY2(ending.cause == cause, qPrintable(ending.error.text()));
    if (cause == Cause::TlsFailed) {
        QCOMPARE(ending.step, Step::Tls);
        QCOMPARE(ending.error.what, u"The server's certificate was revoked by its authority."_s);
        QCOMPARE(dialled.handshakes.first().tls->errors, QStringList{ending.error.what});
    } else {
        QCOMPARE(ending.httpStatus, 200);
        QVERIFY(dialled.handshakes.first().tls->errors.isEmpty());
    }
}

void tst_Tls::revokedByChoice()
{
    StaplingServer server(u"revoked"_s);
    QVERIFY(server.start());
    ConnectionOptions careless = server.trusted();
    careless.tls.ignoreErrors = true;
    QCOMPARE(Dialled(server.url(), careless).ending().cause, Cause::Refused);
    ConnectionOptions pinning = server.trusted();
    const QSslCertificate own = QSslCertificate::fromPath(server.file(u"server.pem"_s)).value(0);
    pinning.tls.pinnedSha256 = QString::fromLatin1(own.digest(QCryptographicHash::Sha256).toHex());
    QCOMPARE(Dialled(server.url(), pinning).ending().cause, Cause::Refused);
}

void tst_Tls::clientCertificates_data()
{
    QTest::addColumn<ClientCertificate>("certificate");
    QTest::newRow("PEM") << ClientCertificate{Tls + u"client.pem"_s, Tls + u"client.key"_s};
    QTest::newRow("RSA") << ClientCertificate{Tls + u"client-rsa.pem"_s, Tls + u"client-rsa.key"_s};
    QTest::newRow("locked key") << ClientCertificate{Tls + u"client.pem"_s, Tls + u"client-locked.key"_s, u"secret"_s};
    QTest::newRow("PKCS#12") << ClientCertificate{Tls + u"client.p12"_s, {}, u"secret"_s};
}

void tst_Tls::clientCertificates()
{
    QFETCH(const ClientCertificate, certificate);
    PeerProcess peer(PeerProcess::Kind::Node, wantingClients());
    QVERIFY(peer.start());
    Dialled dialled(peer.url(), showing(certificate));
    QVERIFY2(dialled.echoes(), qPrintable(dialled.endings.value(0).error.text()));
}

void tst_Tls::wrongClients_data()
{
    QTest::addColumn<ClientCertificate>("certificate");
    QTest::addColumn<QString>("newestTls");
    QTest::addColumn<QString>("named");
    QTest::newRow("none") << ClientCertificate() << QString() << u"wants a client certificate"_s;
    QTest::newRow("none, TLS 1.2") << ClientCertificate() << u"TLSv1.2"_s << u"alert handshake failure"_s;
}

void tst_Tls::wrongClients()
{
    QFETCH(const ClientCertificate, certificate);
    QFETCH(const QString, newestTls);
    QFETCH(const QString, named);
    PeerProcess::Options options = wantingClients();
    options.newestTls = newestTls;
    PeerProcess peer(PeerProcess::Kind::Node, options);
    QVERIFY(peer.start());
    Dialled dialled(peer.url(), showing(certificate));
    const Ending ending = dialled.ending();
    QVERIFY2(ending.error.what.contains(named), qPrintable(ending.error.text()));
    QCOMPARE(ending.cause, Cause::TlsFailed);
    QVERIFY(!ending.certificate); // ours is what is wrong
}

void tst_Tls::badFiles_data()
{
    QTest::addColumn<ClientCertificate>("certificate");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const ClientCertificate &certificate, const QString &file,
                        const QString &reason) { QTest::newRow(name) << certificate << file << reason; };
    const QString pem = Tls + u"client.pem"_s;
    row("no certificate file", {u"/no/such.pem"_s, Tls + u"client.key"_s}, u"/no/such.pem"_s, u"No such file"_s);
    row("no key file", {pem, u"/no/such.key"_s}, u"/no/such.key"_s, u"No such file"_s);
    row("key without a file", {pem}, u"client.pem"_s, u"no private key"_s);
    row("no certificate", {Tls + u"README.md"_s, Tls + u"client.key"_s}, u"README.md"_s, u"no certificate"_s);
    row("no key", {pem, Tls + u"README.md"_s}, u"README.md"_s, u"no private key"_s);
    row("wrong passphrase", {pem, Tls + u"client-locked.key"_s, u"wrong"_s}, u"client-locked.key"_s,
        u"passphrase does not open"_s);
    row("no passphrase", {pem, Tls + u"client-locked.key"_s}, u"client-locked.key"_s, u"none is set"_s);
    row("wrong passphrase, PKCS#12", {Tls + u"client.p12"_s, {}, u"wrong"_s}, u"client.p12"_s,
        u"passphrase does not open"_s);
    row("no passphrase, PKCS#12", {Tls + u"client.p12"_s}, u"client.p12"_s, u"none is set"_s);
    row("key of another", {pem, Tls + u"server.key"_s}, u"server.key"_s, u"another certificate"_s);
    row("key of another kind", {pem, Tls + u"client-rsa.key"_s}, u"client-rsa.key"_s, u"another certificate"_s);
    row("RSA key of another", {Tls + u"client-rsa.pem"_s, Tls + u"selfsigned.key"_s}, u"selfsigned.key"_s,
        u"another certificate"_s);
}

void tst_Tls::badFiles()
{
    QFETCH(const ClientCertificate, certificate);
    QFETCH(const QString, file);
    QFETCH(const QString, reason);
    const auto identity = readClientIdentity(certificate);
    QVERIFY(!identity);
    QVERIFY2(identity.error().what.contains(file), qPrintable(identity.error().text()));
    QVERIFY2(identity.error().what.contains(reason), qPrintable(identity.error().text()));
    QVERIFY(!identity.error().hint.isEmpty());

    Dialled dialled(QUrl(u"wss://127.0.0.1:1/"_s), showing(certificate));
    QCOMPARE(dialled.ending().cause, Cause::InvalidRequest);
    QCOMPARE(dialled.ending().error, identity.error());
}

void tst_Tls::unreadableFiles()
{
    const QTemporaryDir folder;
    QVERIFY(!readClientIdentity({folder.path()}));
    QFile damaged(folder.filePath(u"damaged.p12"_s));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("\x30\x82 not really");
    damaged.close();
    const auto identity = readClientIdentity({damaged.fileName(), {}, u"secret"_s});
    QVERIFY(!identity);
    QVERIFY(identity.error().what.contains(u"damaged.p12"));
}

QTEST_GUILESS_MAIN(tst_Tls)
#include "tst_tls.moc"
