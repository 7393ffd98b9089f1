// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filter.h"
#include "capture/filtersyntax.h"

#include <QTest>

#include <cstdlib>
#include <random>

using namespace Qt::StringLiterals;
using namespace sonde;

namespace {

/// Whatever the text is, it is a filter that can be evaluated, or a mistake within it that is explained.
bool isSound(const QString &text, QByteArrayView payload)
{
    const auto filter = Filter::parse(text);
    for (const FilterCompletion &completion : filterCompletions(text, text.size() / 2)) {
        if (completion.start < 0 || completion.start > text.size() / 2)
            return false;
    }
    if (!filter) {
        const Error &error = filter.error();
        return !error.what.isEmpty() && error.position >= 0 && error.position <= text.size();
    }
    FilterRow row;
    row.kind = Kind::Text;
    row.size = payload.size();
    row.payload = filter->needsPayload() ? payload : QByteArrayView();
    (void)filter->matches(row);
    row.kind = Kind::Close;
    row.detail = payload;
    (void)filter->matches(row);
    const QString shown = QString::fromUtf8(payload);
    qsizetype end = 0;
    for (const auto &[start, length] : filter->hits(shown)) {
        if (start < end || length <= 0 || start + length > shown.size())
            return false;
        end = start + length;
    }
    return true;
}

/// The filter, a zero byte, the payload.
bool isSoundInput(QByteArrayView input)
{
    const qsizetype zero = input.indexOf('\0');
    const QByteArrayView filter = zero < 0 ? input : input.first(zero);
    return isSound(QString::fromUtf8(filter), zero < 0 ? QByteArrayView() : input.sliced(zero + 1));
}

} // namespace

/// For libFuzzer, which LLVM's compilers bring.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (!isSoundInput({reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)}))
        std::abort();
    return 0;
}

class TestFilterFuzz final : public QObject
{
    Q_OBJECT

private slots:
    void mutatedFilters();
};

void TestFilterFuzz::mutatedFilters()
{
    QByteArrayList seeds;
    for (const FilterSyntaxLine &line : filterSyntax())
        seeds.append(line.example.toUtf8());
    seeds.append({R"("type":"a b" -(x or $["c d"][*].x~"y\"") | /[/](a|b)*?\//ims)",
                  "time:2026-11-25T12:01:05.25..12:05 size:1k..2M,5 code:>=1000 привет \xFF\xED\xA0\x80"});
    const QByteArrayList pieces{
        "\"", "/", "(",   ")",     "|",     " or ", "-", "$.",   "[",   "]",      "..", ":",     ",", "=",
        "\\", "*", "{9}", "size:", "time:", "🙂", "Ж", "\xF0", "(?<", "kind:t", "0",  "1e999", " "};
    const QByteArrayList payloads{R"({"a":{"b":[1,"x"]},"c d":[{"x":"Y"}]})", "[[[{\"", "",
                                  "\xFF\xC0 привет 🙂 xyz", QByteArray(200, 'a')};
    std::mt19937 random(1);
    const auto below = [&](qsizetype bound) {
        return qsizetype(random() % std::uint64_t(std::max<qsizetype>(bound, 1)));
    };
    for (int round = 0; round < 20'000; ++round) {
        QByteArray text = seeds[below(seeds.size())];
        for (qsizetype edits = 1 + below(6); edits > 0; --edits) {
            const qsizetype at = below(text.size() + 1);
            switch (below(4)) {
            case 0:
                text.remove(at, 1 + below(5));
                break;
            case 1:
                text.insert(at, pieces[below(pieces.size())]);
                break;
            case 2:
                text.insert(at, seeds[below(seeds.size())]);
                break;
            default:
                text.insert(at, char(random()));
            }
        }
        text.replace('\0', ' ');
        const QByteArray input = text + '\0' + payloads[below(payloads.size())];
        QVERIFY2(isSoundInput(input), input.toPercentEncoding().constData());
    }
}

QTEST_APPLESS_MAIN(TestFilterFuzz)
#include "tst_filterfuzz.moc"
