# Rooms: one folder of src is one static library that sees its own headers, as
# "room/file.h", and those of the rooms it names, and no others.

include(CheckCCompilerFlag)
find_package(PkgConfig REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)

add_library(kith_build INTERFACE)
target_compile_definitions(kith_build INTERFACE _GNU_SOURCE KITH_VERSION="${PROJECT_VERSION}")
target_compile_options(kith_build INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wformat=2 -Wstrict-prototypes -Wvla
  $<$<BOOL:${KITH_WERROR}>:-Werror>
  # The same bytes wherever it is built.
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -ffile-prefix-map=${CMAKE_BINARY_DIR}=build)
if(KITH_FUZZ) # the rooms too, so that a fuzzer sees what its input reaches
  target_compile_options(kith_build INTERFACE -g -O1 -fsanitize=fuzzer-no-link,address,undefined)
  target_link_options(kith_build INTERFACE -fsanitize=fuzzer-no-link,address,undefined)
elseif(KITH_SANITIZE)
  target_compile_options(kith_build INTERFACE
    -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(kith_build INTERFACE -fsanitize=address,undefined)
elseif(CMAKE_BUILD_TYPE MATCHES "Release|RelWithDebInfo")
  target_compile_options(kith_build INTERFACE
    -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection)
  check_c_compiler_flag(-fcf-protection=full KITH_CAN_GUARD_BRANCHES)
  target_compile_options(kith_build INTERFACE $<$<BOOL:${KITH_CAN_GUARD_BRANCHES}>:-fcf-protection=full>)
  target_link_options(kith_build INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

# kith_room(NAME SOURCES a.c … USES room-or-library …)
function(kith_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES" ${ARGN})
  set(path ${CMAKE_BINARY_DIR}/rooms/${name})
  file(MAKE_DIRECTORY ${path})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${path}/${name} SYMBOLIC)
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_include_directories(${name} PUBLIC ${path})
  target_link_libraries(${name} PUBLIC kith_build ${ROOM_USES})
endfunction()

# kith_embed(TARGET PREFIX file …) compiles data files into a target, as
# `const struct asset PREFIX_assets[]` (base/asset.h), ended by a row without a name.
function(kith_embed target prefix)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${prefix}_assets.c)
  set(files)
  foreach(file ${ARGN})
    list(APPEND files ${CMAKE_SOURCE_DIR}/assets/${file})
  endforeach()
  add_custom_command(OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DOUT=${generated} -DPREFIX=${prefix} "-DFILES=${files}"
            -P ${CMAKE_SOURCE_DIR}/assets/cmake/embed.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/assets/cmake/embed.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${generated})
endfunction()
