// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/binaryvalues.h"
#include "payload/diagnostictext.h"
#include "payload/workcontrol.h"

#include <QCborStreamReader>
#include <QFloat16>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Cbor)
};

bool readString(QCborStreamReader &reader, DiagnosticText &text)
{
    constexpr qsizetype Step = 1 << 16;
    const bool isText = reader.isString();
    QByteArray part(Step, Qt::Uninitialized);
    text.beginString(isText);
    auto read = reader.readStringChunk(part.data(), Step);
    while (read.status == QCborStreamReader::Ok) {
        text.stringPart(QByteArrayView(part).first(read.data), isText);
        read = reader.readStringChunk(part.data(), Step);
    }
    text.endString(isText);
    return read.status == QCborStreamReader::EndOfString;
}

QByteArray simpleText(QCborSimpleType type)
{
    switch (type) {
    case QCborSimpleType::False:
        return "false";
    case QCborSimpleType::True:
        return "true";
    case QCborSimpleType::Null:
        return "null";
    case QCborSimpleType::Undefined:
        return "undefined";
    }
    return "simple(" + QByteArray::number(quint8(type)) + ')';
}

/// -1 - `number`, which may be one less than what 64 bits hold.
QByteArray negativeText(QCborNegativeInteger negative)
{
    const auto magnitude = quint64(negative); // 0 stands for 2^64
    return magnitude == 0 ? QByteArray("-18446744073709551616") : '-' + QByteArray::number(magnitude);
}

/// Reads the value that comes next, or the beginning of one that holds others.
bool readValue(QCborStreamReader &reader, DiagnosticText &text)
{
    if (reader.isTag()) {
        text.beginTag(QByteArray::number(quint64(reader.toTag())));
    } else if (reader.isString() || reader.isByteArray()) {
        return readString(reader, text);
    } else if (reader.isContainer()) {
        reader.isMap() ? text.beginMap() : text.beginArray();
        return reader.enterContainer();
    } else if (reader.isUnsignedInteger()) {
        text.value(QByteArray::number(reader.toUnsignedInteger()));
    } else if (reader.isNegativeInteger()) {
        text.value(negativeText(reader.toNegativeInteger()));
    } else if (reader.isFloat16()) {
        text.value(float(reader.toFloat16()));
    } else if (reader.isFloat()) {
        text.value(reader.toFloat());
    } else if (reader.isDouble()) {
        text.value(reader.toDouble());
    } else {
        text.value(simpleText(reader.toSimpleType()));
    }
    // False where nothing follows, too, which is no mistake behind the last value.
    (void)reader.next(0);
    return true;
}

} // namespace

Result<PayloadBytes> cborText(QByteArrayView bytes, WorkControl &control)
{
    QCborStreamReader reader(QByteArray::fromRawData(bytes.data(), bytes.size()));
    DiagnosticText text;
    qint64 count = 0;
    bool isComplete = false;
    while (!isComplete && !text.hasFailed()) {
        if (++count % 4096 == 0) {
            control.report(reader.currentOffset(), bytes.size());
            if (control.isCancelled())
                return text.finish();
        }
        const bool isTag = reader.isTag();
        if (!reader.isValid() || reader.lastError() != QCborError::NoError || !readValue(reader, text))
            return fail(Texts::tr("This is not a CBOR data item, or it has no end."), {}, reader.currentOffset());
        while (reader.lastError() == QCborError::NoError && reader.containerDepth() > 0 && !reader.hasNext()) {
            reader.leaveContainer();
            text.end();
        }
        isComplete = reader.containerDepth() == 0 && !isTag;
    }
    if (isComplete && reader.currentOffset() < bytes.size())
        return fail(Texts::tr("Something follows the CBOR data item."), {}, reader.currentOffset());
    return text.finish();
}

} // namespace sonde
