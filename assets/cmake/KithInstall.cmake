# What `cmake --install` puts where, and the Debian package that `--target package` makes of it.
include(GNUInstallDirs)

# kith_install_gz(FILE NAME DESTINATION): packed as Debian wants its pages and changelog, the same bytes every time.
find_program(KITH_GZIP gzip)
function(kith_install_gz file name destination)
  if(NOT KITH_GZIP)
    install(FILES ${file} DESTINATION ${destination} RENAME ${name})
    return()
  endif()
  set(packed ${CMAKE_BINARY_DIR}/packed/${name}.gz)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/packed)
  add_custom_command(OUTPUT ${packed}
    COMMAND ${KITH_GZIP} -9nc ${file} > ${packed}
    DEPENDS ${file} VERBATIM)
  add_custom_target(packed-${name} ALL DEPENDS ${packed})
  install(FILES ${packed} DESTINATION ${destination})
endfunction()

install(TARGETS kith RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
kith_install_gz(${CMAKE_SOURCE_DIR}/assets/kith.1 kith.1 ${CMAKE_INSTALL_MANDIR}/man1)
kith_install_gz(${CMAKE_SOURCE_DIR}/assets/kith-book.5 kith-book.5 ${CMAKE_INSTALL_MANDIR}/man5)
kith_install_gz(${CMAKE_SOURCE_DIR}/assets/changelog changelog ${CMAKE_INSTALL_DOCDIR})
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES ${CMAKE_SOURCE_DIR}/assets/completions/kith.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME kith)
if(EXISTS /etc/debian_version)
  set(zsh_functions vendor-completions) # where Debian's zsh looks for those of packages
else()
  set(zsh_functions site-functions)
endif()
install(FILES ${CMAKE_SOURCE_DIR}/assets/completions/_kith DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/${zsh_functions})
install(FILES ${CMAKE_SOURCE_DIR}/assets/completions/kith.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${CMAKE_SOURCE_DIR}/assets/kith.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME kith)
set(CPACK_PACKAGE_CONTACT "The Kith authors <kith@kith.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "referrals by a daily habit, in the terminal")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Kith shows each morning whom the day is about, and the one introduction to ask
for, with its reasons and its words. After a talk it hears the people, moments
and needs in your note while you type. Over the months it keeps the ledger of
giving and getting, and shows where business came from.
.
Everything is in one SQLite file on your own disk; nothing is sent anywhere.")
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
include(CPack)
