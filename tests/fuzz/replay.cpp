// SPDX-License-Identifier: GPL-3.0-or-later
// In place of libFuzzer: reads each file of the folders once, without looking for more.
#include "fuzzinput.h"

#include <QDirIterator>
#include <QFile>

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; ++i) {
        QDirIterator files(QString::fromLocal8Bit(argv[i]), QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            std::fprintf(stderr, "%s\n", qPrintable(file.fileName()));
            sonde::require(file.open(QIODevice::ReadOnly), "a file of the corpus can be read");
            const QByteArray bytes = file.readAll();
            LLVMFuzzerTestOneInput(reinterpret_cast<const quint8 *>(bytes.constData()), size_t(bytes.size()));
            ++count;
        }
    }
    sonde::require(count > 0, "there is a corpus");
    return 0;
}
