// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Settings final : public QObject
{
    Q_OBJECT

private slots:
    void comeBackAsTheyWere();
    void emptyGivesDefaults();
    void unknownValuesGiveDefaults_data();
    void unknownValuesGiveDefaults();
    void captureLimitIsBroughtIntoRange_data();
    void captureLimitIsBroughtIntoRange();
};

void tst_Settings::comeBackAsTheyWere()
{
    QRandomGenerator random(3);
    for (const QString &language : {u""_s, u"en"_s, u"ru"_s}) {
        for (const QString &appearance : {u""_s, u"light"_s, u"dark"_s}) {
            const quint64 range = Settings::MaxCaptureLimit - Settings::MinCaptureLimit + 1;
            Settings settings;
            settings.language = language;
            settings.appearance = appearance;
            settings.clearAfterSending = random.bounded(2) == 1;
            settings.captureLimit = Settings::MinCaptureLimit + qint64(random.generate64() % range);
            settings.filters = {{u"Ticks \"x\""_s, u"$.type=tick -heartbeat"_s}, {u"ж"_s, u"dir:in"_s}};
            settings.allowsProcessEnvironment = random.bounded(2) == 1;
            settings.allowsOutsideFiles = random.bounded(2) == 1;
            settings.timeMode = u"Utc"_s;
            const QByteArray text = QJsonDocument(toJson(settings)).toJson();
            QVERIFY2(settingsFromJson(QJsonDocument::fromJson(text).object()) == settings, text.constData());
        }
    }
}

void tst_Settings::emptyGivesDefaults()
{
    QVERIFY(settingsFromJson({}) == Settings());
}

void tst_Settings::unknownValuesGiveDefaults_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("another word") << QJsonValue(u"klingon"_s);
    QTest::newRow("letter case") << QJsonValue(u"EN"_s);
    QTest::newRow("null") << QJsonValue(QJsonValue::Null);
    QTest::newRow("array") << QJsonValue(QJsonArray{u"en"_s});
    QTest::newRow("object") << QJsonValue(QJsonObject());
    QTest::newRow("bool") << QJsonValue(true);
}

void tst_Settings::unknownValuesGiveDefaults()
{
    QFETCH(const QJsonValue, value);
    QJsonObject object{
        {u"language"_s, value}, {u"appearance"_s, value}, {u"captureLimit"_s, value}, {u"filters"_s, value}};
    if (!value.isBool())
        object.insert(u"clearAfterSending"_s, value);
    QVERIFY(settingsFromJson(object) == Settings());
}

void tst_Settings::captureLimitIsBroughtIntoRange_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<qint64>("limit");
    QTest::newRow("negative") << -1.0 << Settings::MinCaptureLimit;
    QTest::newRow("very negative") << -1e300 << Settings::MinCaptureLimit;
    QTest::newRow("0") << 0.0 << Settings::MinCaptureLimit;
    QTest::newRow("lowest") << double(Settings::MinCaptureLimit) << Settings::MinCaptureLimit;
    QTest::newRow("between") << 1e9 << qint64(1'000'000'000);
    QTest::newRow("highest") << double(Settings::MaxCaptureLimit) << Settings::MaxCaptureLimit;
    QTest::newRow("above") << 1e15 << Settings::MaxCaptureLimit;
    QTest::newRow("far above") << 1e300 << Settings::MaxCaptureLimit;
}

void tst_Settings::captureLimitIsBroughtIntoRange()
{
    QFETCH(const double, value);
    QFETCH(const qint64, limit);
    QCOMPARE(settingsFromJson({{u"captureLimit"_s, value}}).captureLimit, limit);
}

QTEST_GUILESS_MAIN(tst_Settings)
#include "tst_settings.moc"
