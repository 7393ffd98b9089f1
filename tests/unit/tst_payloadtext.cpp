// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/payloadtext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_PayloadText final : public QObject
{
    Q_OBJECT

private slots:
    void writes_data();
    void writes();
    void refusesAJsonStringOfInvalidUtf8();
};

void tst_PayloadText::writes_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &payload, CopyFormat format, const QString &text) {
        QTest::newRow(name) << payload << int(format) << text;
    };
    row("text", "жa\n", CopyFormat::Text, u"жa\n"_s);
    row("text that is no UTF-8", "a\xff", CopyFormat::Text, u"a\ufffd"_s);
    row("hex", QByteArray("\0\xff\x10", 3), CopyFormat::Hex, u"00 ff 10"_s);
    row("base64", "any carnal pleas", CopyFormat::Base64, u"YW55IGNhcm5hbCBwbGVhcw=="_s);
    row("JSON string", "a\"\\\n\tж", CopyFormat::JsonString, u"\"a\\\"\\\\\\n\\tж\""_s);
    row("C array", QByteArray("\0\x01\xfe", 3), CopyFormat::CArray, u"{\n    0x00, 0x01, 0xfe,\n}"_s);
    row("C array of 13 bytes", QByteArray(13, 'A'), CopyFormat::CArray,
        u"{\n    0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41,\n    0x41,\n}"_s);
    row("no bytes as text", "", CopyFormat::Text, QString());
    row("no bytes as hex", "", CopyFormat::Hex, QString());
    row("no bytes as a JSON string", "", CopyFormat::JsonString, u"\"\""_s);
    row("no bytes as a C array", "", CopyFormat::CArray, u"{}"_s);
}

void tst_PayloadText::writes()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const int, format);
    QFETCH(const QString, text);
    const Result<QString> written = payloadText(payload, CopyFormat(format));
    QVERIFY(written);
    QCOMPARE(*written, text);
}

void tst_PayloadText::refusesAJsonStringOfInvalidUtf8()
{
    const Result<QString> written = payloadText("a\xff", CopyFormat::JsonString);
    QVERIFY(!written);
    QVERIFY(written.error().hint.contains(u"Base64"));
}

QTEST_GUILESS_MAIN(tst_PayloadText)
#include "tst_payloadtext.moc"
