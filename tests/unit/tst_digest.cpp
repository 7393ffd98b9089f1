// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/digest.h"

#include <QTest>

using namespace sonde;

namespace {

const DigestCredentials Mufasa{"Mufasa", "Circle of Life"};
const QByteArray Cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

// RFC 7616 section 3.9.1
const QByteArray Sha256 = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256, "
                          "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
                          "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
const QByteArray Md5 = QByteArray(Sha256).replace("SHA-256", "MD5");

} // namespace

class tst_Digest final : public QObject
{
    Q_OBJECT

private slots:
    void examplesOfTheRfc_data();
    void examplesOfTheRfc();
    void olderForms();
    void sessions();
    void strongestOfSeveral();
    void whatCanNotBeAnswered_data();
    void whatCanNotBeAnswered();
    void quotation();
};

void tst_Digest::examplesOfTheRfc_data()
{
    QTest::addColumn<QByteArray>("challenge");
    QTest::addColumn<QByteArray>("response");
    QTest::newRow("MD5") << Md5 << QByteArray("8ca523f5e9506fed4657c9700eebdbec");
    QTest::newRow("SHA-256") << Sha256
                             << QByteArray("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
}

void tst_Digest::examplesOfTheRfc()
{
    QFETCH(const QByteArray, challenge);
    QFETCH(const QByteArray, response);
    const auto digest = digestChallenge(challenge);
    QVERIFY(digest);
    QCOMPARE(digest->realm, "http-auth@example.org");
    const QByteArray value = digestAuthorization(*digest, Mufasa, "GET", "/dir/index.html", Cnonce);
    QVERIFY2(value.contains(QByteArray(", response=\"" + response + "\"")), value.constData());
    QVERIFY(value.startsWith("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", "));
    QVERIFY(value.contains(QByteArray(", nc=00000001, cnonce=\"" + Cnonce + "\", qop=auth, ")));
    QVERIFY(value.endsWith(", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""));
}

void tst_Digest::olderForms()
{
    // RFC 2069 section 2.4, with the response as its errata 749 has it
    const auto digest = digestChallenge("Digest realm=\"testrealm@host.com\", "
                                        "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                                        "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
    QVERIFY(digest && !digest->hasQop);
    const QByteArray value = digestAuthorization(*digest, {"Mufasa", "CircleOfLife"}, "GET", "/dir/index.html", "x");
    QVERIFY2(value.contains("response=\"1949323746fe6a43ef61f9606e7febea\""), value.constData());
    QVERIFY(!value.contains("cnonce"));
    QVERIFY(!value.contains("algorithm"));
}

void tst_Digest::sessions()
{
    const auto plain = digestChallenge(Md5);
    const auto session = digestChallenge(QByteArray(Md5).replace("MD5", "MD5-sess"));
    QVERIFY(plain && session);
    const QByteArray value = digestAuthorization(*session, Mufasa, "GET", "/", Cnonce);
    QVERIFY(value.contains("algorithm=MD5-sess"));
    QVERIFY(value.mid(value.indexOf("response="), 43)
            != digestAuthorization(*plain, Mufasa, "GET", "/", Cnonce).mid(value.indexOf("response="), 43));
}

void tst_Digest::strongestOfSeveral()
{
    const QByteArray ascending = Md5 + ", " + Sha256;
    const QByteArray descending = Sha256 + ", " + Md5;
    const QByteArray among = "Basic realm=\"a, b\", Negotiate, " + ascending + ", Bearer";
    for (const QByteArray &list : {ascending, descending, among}) {
        const auto digest = digestChallenge(list);
        QVERIFY(digest);
        QCOMPARE(digest->algorithm, "SHA-256");
        QCOMPARE(digest->realm, "http-auth@example.org");
    }
}

void tst_Digest::whatCanNotBeAnswered_data()
{
    QTest::addColumn<QByteArray>("challenge");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("Basic") << QByteArray("Basic realm=\"Digest realm\"");
    QTest::newRow("algorithm") << QByteArray(Md5).replace("MD5", "SHA-512-256");
    QTest::newRow("quality") << QByteArray(Md5).replace("auth, auth-int", "auth-int");
    QTest::newRow("garbage") << QByteArray(",,=,\"\\");
}

void tst_Digest::whatCanNotBeAnswered()
{
    QFETCH(const QByteArray, challenge);
    QVERIFY(!digestChallenge(challenge));
}

void tst_Digest::quotation()
{
    const auto digest = digestChallenge("digest REALM=\"a \\\"b\\\", c\", nonce=plain");
    QVERIFY(digest);
    QCOMPARE(digest->realm, "a \"b\", c");
    QCOMPARE(digest->nonce, "plain");
    const QByteArray value = digestAuthorization(*digest, {"x\"y", "p"}, "GET", "/", "c");
    QVERIFY2(value.startsWith("Digest username=\"x\\\"y\", realm=\"a \\\"b\\\", c\", "), value.constData());
}

QTEST_APPLESS_MAIN(tst_Digest)
#include "tst_digest.moc"
