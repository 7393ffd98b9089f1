// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace sonde {

void applyLanguage(QCoreApplication &application, const QString &language)
{
    if (!language.isEmpty())
        QLocale::setDefault(QLocale(language));
    const QLocale locale;
    // English has plural forms to load; every other language falls back to it.
    const QString own = locale.language() == QLocale::Russian ? u"sonde_ru"_s : u"sonde_en"_s;
    auto *texts = new QTranslator(&application);
    if (texts->load(u":/i18n/"_s + own))
        QCoreApplication::installTranslator(texts);
    auto *qtTexts = new QTranslator(&application);
    if (locale.language() == QLocale::Russian
        && qtTexts->load(u"qtbase_ru"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qtTexts);
}

} // namespace sonde
